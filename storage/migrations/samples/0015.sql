update sales_order set approval = '{"by":"01a21310-ebac-7617-bda8-b2ef054b1443","at":1700000000000}', returned = '太低', parcels = '[{"at":1700000000000,"carrier":"顺丰","tracking":"SF1","goods":[["01a21310-ebad-77b0-9d48-901ffeb025a9",1000]]}]';
update settings set approvals = '{"discount":2000}';
