-- Rows as step 25 keeps them: those of the steps before, with what came.

update settings set fields = '{"deal":[{"name":"预算科目","other":"Budget","holds":"choice","choices":["市场部"],"stage":"quotation"}]}';
update settings set columns = '{"customers abc":[["Sold by","owner"]]}';
update settings set gates = '{"quotation":{"fields":["amount"],"checks":["需求表"]}}';
update customer set tax_title = '华星电子有限公司', tax_id = '91350100M000100Y43', bank = '招商银行福州分行', bank_account = '5919 0000 1111', billing = '福州市鼓楼区1号 0591-88888888' where n = 1;
