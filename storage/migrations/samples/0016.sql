update product set prices = '[{"level":"A","from":50000,"price":30}]';
update customer set credit = 5000000;
