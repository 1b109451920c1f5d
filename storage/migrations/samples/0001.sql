-- Rows as step 1 kept them: a test brings them up to date with every later step.
-- {u:…} is a key, {t:…} an instant; both are replaced per database.

insert into org (org, name, zone, currency, lang, lists)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, '华东', 'Asia/Shanghai', 'CNY', 'zh', '{"levels":[{"en":"A","key":"A","zh":"A"},{"en":"B","key":"B","zh":"B"},{"en":"C","key":"C","zh":"C"}],"reasons":[{"en":"Price","key":"price","zh":"价格"},{"en":"Competitor","key":"competitor","zh":"竞争对手"},{"en":"No budget","key":"no_budget","zh":"无预算"},{"en":"No need","key":"no_need","zh":"无需求"},{"en":"Timing","key":"timing","zh":"时机"},{"en":"Other","key":"other","zh":"其他"}],"sources":[{"en":"Website","key":"website","zh":"官网"},{"en":"Social media","key":"social","zh":"社交媒体"},{"en":"Exhibition","key":"exhibition","zh":"展会"},{"en":"Referral","key":"referral","zh":"转介绍"},{"en":"Ad","key":"ad","zh":"广告"},{"en":"Cold call","key":"cold_call","zh":"陌拜"},{"en":"Other","key":"other","zh":"其他"}]}');
insert into account (org, source, account, person, home, used_at)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'telegram/77', '5', {u:01a21310ebac7617bda8b2ef054b1443}, 'telegram/77/5', {t:1700000000000});
insert into invite (org, digest, role, team, person, until, used_at)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'd1', 'rep', null, null, {t:1700000000000}, null);
-- refusal is empty.
insert into inbox (seq, id, source, upd, line, raw, said, received_at, parked, error) {given}
    values (1, {u:01a21310ebad77b09d488ff4076ca700}, 'telegram/77', '1', 'telegram/77/5', '加线索 张三', '32252db18109f17cd0a32ded99723ed9', 1795616205741, false, null);
insert into inbox (seq, id, source, upd, line, raw, said, received_at, parked, error) {given}
    values (2, {u:01a21310ebad77b09d488ff5f5b0d52d}, 'telegram/77', '2', 'telegram/77/5', '早', 'e7c7fb50f3db8408eacd8f1702021a00', 1795616205741, false, null);
insert into inbox_line (line, head, next_at, lease_until, epoch, attempts)
    values ('telegram/77/5', 2, 1795616205745, null, 1, 0);
insert into cursor (source, cursor, at)
    values ('telegram/77', 3, 1795616205741);
insert into outbox (org, seq, id, chat, source, person, payload, edits, change, created_at, state, sent_at, ref, attempts, error) {given}
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 1, {u:01a21310ebb070a78d24dbeca4bf48d4}, 'telegram/77/5', 'telegram/77', {u:01a21310ebac7617bda8b2ef054b1443}, '{"blocks":[{"Text":[{"secret":false,"strong":false,"text":"记下"}]}],"how":"New","kind":"say","pressers":[],"rows":[]}', null, {u:01a21310ebad77b09d488ff4076ca700}, {t:1700000000000}, 'waiting', null, null, 0, null);
insert into chat_line (org, chat, source, head, next_at, lease_until, epoch, attempts)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'telegram/77/5', 'telegram/77', 1, 1795616205745, null, 0, 0);
insert into press (org, message, row, change, at)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebb070a78d24dbeca4bf48d4}, 0, {u:01a21310ebad77b09d488ff4076ca700}, {t:1700000000000});
insert into talk (org, person, chat, state)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebac7617bda8b2ef054b1443}, 'telegram/77/5', '{"dialog":null,"more":null}');
insert into event (org, seq, change, at, actor, via, kind, id, version, op, fields, undoes)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 1, {u:01a21310ebac7617bda8b2ee42957ac3}, {t:1700000000000}, null, 'import', 'person', {u:01a21310ebac7617bda8b2ef054b1443}, 1, '', '{"created_at":[null,1700000000000],"extra":[null,{}],"frozen":[null,false],"handle":[null,"amy"],"id":[null,"01a21310-ebac-7617-bda8-b2ef054b1443"],"lang":[null,"zh"],"n":[null,1],"name":[null,"AMY"],"roles":[null,["rep"]],"withdrawn":[null,false],"zone":[null,"Asia/Shanghai"]}', null);
insert into event (org, seq, change, at, actor, via, kind, id, version, op, fields, undoes)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 2, {u:01a21310ebad77b09d488ff4076ca700}, {t:1700000000000}, {u:01a21310ebac7617bda8b2ef054b1443}, 'telegram/77/5', 'lead', {u:01a21310ebad77b09d488ff7fbb07c2d}, 1, 'lead add', '{"created_at":[null,1700000000000],"extra":[null,{}],"id":[null,"01a21310-ebad-77b0-9d48-8ff7fbb07c2d"],"n":[null,1],"name":[null,"张三"],"status":[null,"new"],"tags":[null,[]],"withdrawn":[null,false]}', null);
insert into event (org, seq, change, at, actor, via, kind, id, version, op, fields, undoes)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 3, {u:01a21310ebad77b09d488ff4076ca700}, {t:1700000000000}, {u:01a21310ebac7617bda8b2ef054b1443}, 'telegram/77/5', 'customer', {u:01a21310ebad77b09d488ffbbf7b0095}, 1, 'lead add', '{"aliases":[null,[]],"created_at":[null,1700000000000],"extra":[null,{}],"id":[null,"01a21310-ebad-77b0-9d48-8ffbbf7b0095"],"n":[null,1],"name":[null,"华为技术有限公司"],"tags":[null,[]],"withdrawn":[null,false]}', null);
insert into event (org, seq, change, at, actor, via, kind, id, version, op, fields, undoes)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 4, {u:01a21310ebad77b09d488ff4076ca700}, {t:1700000000000}, {u:01a21310ebac7617bda8b2ef054b1443}, 'telegram/77/5', 'contact', {u:01a21310ebad77b09d48900067b63d6b}, 1, 'lead add', '{"created_at":[null,1700000000000],"customer":[null,"01a21310-ebad-77b0-9d48-90011e862359"],"extra":[null,{}],"id":[null,"01a21310-ebad-77b0-9d48-900067b63d6b"],"n":[null,1],"name":[null,"李工"],"withdrawn":[null,false]}', null);
insert into event (org, seq, change, at, actor, via, kind, id, version, op, fields, undoes)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 5, {u:01a21310ebad77b09d488ff4076ca700}, {t:1700000000000}, {u:01a21310ebac7617bda8b2ef054b1443}, 'telegram/77/5', 'deal', {u:01a21310ebad77b09d4890061e86cf47}, 1, 'lead add', '{"created_at":[null,1700000000000],"currency":[null,"CNY"],"extra":[null,{}],"id":[null,"01a21310-ebad-77b0-9d48-90061e86cf47"],"lines":[null,[]],"n":[null,1],"name":[null,"空调一批"],"outcome":[null,"open"],"pipeline":[null,"01a21310-ebad-77b0-9d48-90070f5d04d3"],"reached":[null,1],"stage":[null,"01a21310-ebad-77b0-9d48-9008027ecaeb"],"withdrawn":[null,false]}', null);
insert into event (org, seq, change, at, actor, via, kind, id, version, op, fields, undoes)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 6, {u:01a21310ebad77b09d488ff4076ca700}, {t:1700000000000}, {u:01a21310ebac7617bda8b2ef054b1443}, 'telegram/77/5', 'activity', {u:01a21310ebad77b09d4890101204e4c7}, 1, 'lead add', '{"at":[null,1700000000000],"content":[null,"谈了报价"],"created_at":[null,1700000000000],"extra":[null,{}],"id":[null,"01a21310-ebad-77b0-9d48-90101204e4c7"],"n":[null,1],"on_id":[null,"01a21310-ebad-77b0-9d48-9011e84549b6"],"on_kind":[null,"deal"],"valid":[null,false],"way":[null,"call"],"withdrawn":[null,false]}', null);
insert into event (org, seq, change, at, actor, via, kind, id, version, op, fields, undoes)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 7, {u:01a21310ebad77b09d488ff4076ca700}, {t:1700000000000}, {u:01a21310ebac7617bda8b2ef054b1443}, 'telegram/77/5', 'follow_up', {u:01a21310ebad77b09d48901603ffc54b}, 1, 'lead add', '{"created_at":[null,1700000000000],"due_at":[null,1700000000077],"extra":[null,{}],"id":[null,"01a21310-ebad-77b0-9d48-901603ffc54b"],"n":[null,1],"on_id":[null,"01a21310-ebad-77b0-9d48-9017a04c8479"],"on_kind":[null,"lead"],"owner":[null,"01a21310-ebac-7617-bda8-b2ef054b1443"],"state":[null,"open"],"what":[null,"回访"],"withdrawn":[null,false]}', null);
insert into event (org, seq, change, at, actor, via, kind, id, version, op, fields, undoes)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 8, {u:01a21310ebad77b09d488ff4076ca700}, {t:1700000000000}, {u:01a21310ebac7617bda8b2ef054b1443}, 'telegram/77/5', 'order', {u:01a21310ebad77b09d48901ffeb025a9}, 1, 'lead add', '{"created_at":[null,1700000000000],"currency":[null,"CNY"],"customer":[null,"01a21310-ebad-77b0-9d48-9020dcc9fea8"],"extra":[null,{}],"id":[null,"01a21310-ebad-77b0-9d48-901ffeb025a9"],"lines":[null,[]],"n":[null,1],"status":[null,"draft"],"total":[null,0],"withdrawn":[null,false]}', null);
insert into event (org, seq, change, at, actor, via, kind, id, version, op, fields, undoes)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 9, {u:01a21310ebad77b09d488ff4076ca700}, {t:1700000000000}, {u:01a21310ebac7617bda8b2ef054b1443}, 'telegram/77/5', 'team', {u:01a21310ebad77b09d48902a56d3d433}, 1, 'lead add', '{"created_at":[null,1700000000000],"extra":[null,{}],"id":[null,"01a21310-ebad-77b0-9d48-902a56d3d433"],"n":[null,1],"name":[null,"华东"],"withdrawn":[null,false]}', null);
insert into event (org, seq, change, at, actor, via, kind, id, version, op, fields, undoes)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 10, {u:01a21310ebad77b09d488ff4076ca700}, {t:1700000000000}, {u:01a21310ebac7617bda8b2ef054b1443}, 'telegram/77/5', 'lead', {u:01a21310ebad77b09d488ff80bef93d9}, 1, 'lead add', '{"company":[null,"华星科技"],"created_at":[null,1700000000000],"customer":[null,"01a21310-ebad-77b0-9d48-8ffa2237921d"],"email":[null,"z@example.com"],"extra":[null,{}],"id":[null,"01a21310-ebad-77b0-9d48-8ff80bef93d9"],"lost_note":[null,"太贵"],"lost_reason":[null,"price"],"n":[null,2],"need":[null,"20 台\n空调"],"owner":[null,"01a21310-ebad-77b0-9d48-8ff91f649990"],"phone":[null,"138 0013 8000"],"region":[null,"上海"],"source":[null,"referral"],"status":[null,"lost"],"tags":[null,["急"]],"withdrawn":[null,false]}', null);
insert into event (org, seq, change, at, actor, via, kind, id, version, op, fields, undoes)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 11, {u:01a21310ebad77b09d488ff4076ca700}, {t:1700000000000}, {u:01a21310ebac7617bda8b2ef054b1443}, 'telegram/77/5', 'customer', {u:01a21310ebad77b09d488ffc6c62aedf}, 1, 'lead add', '{"address":[null,"坂田"],"aliases":[null,["HW"]],"created_at":[null,1700000000000],"email":[null,"a@b.cn"],"extra":[null,{}],"id":[null,"01a21310-ebad-77b0-9d48-8ffc6c62aedf"],"industry":[null,"通信"],"lead":[null,"01a21310-ebad-77b0-9d48-8fff177b6211"],"level":[null,"A"],"n":[null,2],"name":[null,"华为技术有限公司"],"note":[null,"老客户"],"owner":[null,"01a21310-ebad-77b0-9d48-8ffd0f32d883"],"parent":[null,"01a21310-ebad-77b0-9d48-8ffee3a1261c"],"phone":[null,"0755-1"],"region":[null,"深圳"],"tags":[null,["大"]],"withdrawn":[null,false]}', null);
insert into event (org, seq, change, at, actor, via, kind, id, version, op, fields, undoes)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 12, {u:01a21310ebad77b09d488ff4076ca700}, {t:1700000000000}, {u:01a21310ebac7617bda8b2ef054b1443}, 'telegram/77/5', 'contact', {u:01a21310ebad77b09d489002d0f78855}, 1, 'lead add', '{"created_at":[null,1700000000000],"customer":[null,"01a21310-ebad-77b0-9d48-9003d2d5a0f8"],"email":[null,"l@b.cn"],"extra":[null,{}],"id":[null,"01a21310-ebad-77b0-9d48-9002d0f78855"],"n":[null,2],"name":[null,"李工"],"note":[null,"怕冷"],"owner":[null,"01a21310-ebad-77b0-9d48-90046a3846c8"],"phone":[null,"139"],"title":[null,"总工"],"withdrawn":[null,false]}', null);
insert into event (org, seq, change, at, actor, via, kind, id, version, op, fields, undoes)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 13, {u:01a21310ebad77b09d488ff4076ca700}, {t:1700000000000}, {u:01a21310ebac7617bda8b2ef054b1443}, 'telegram/77/5', 'deal', {u:01a21310ebad77b09d48900ad4cdb1b8}, 1, 'lead add', '{"amount":[null,7000000],"closed_on":[null,"2026-03-09"],"competitor":[null,"格力"],"created_at":[null,1700000000000],"currency":[null,"USD"],"customer":[null,"01a21310-ebad-77b0-9d48-900b419e5158"],"expected_close":[null,"2026-02-03"],"extra":[null,{}],"id":[null,"01a21310-ebad-77b0-9d48-900ad4cdb1b8"],"lead":[null,"01a21310-ebad-77b0-9d48-900f45ca1d37"],"lines":[null,[{"amount":null,"product":"01a21310-ebad-77b0-9d48-90090e14d3b2","quantity":1500}]],"lost_note":[null,"太贵"],"lost_reason":[null,"price"],"n":[null,2],"name":[null,"空调一批"],"note":[null,"?"],"opened_on":[null,"2026-01-01"],"outcome":[null,"lost"],"owner":[null,"01a21310-ebad-77b0-9d48-900eda883d88"],"pipeline":[null,"01a21310-ebad-77b0-9d48-900c4df8c103"],"reached":[null,2],"stage":[null,"01a21310-ebad-77b0-9d48-900d26ec038c"],"withdrawn":[null,false]}', null);
insert into event (org, seq, change, at, actor, via, kind, id, version, op, fields, undoes)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 14, {u:01a21310ebad77b09d488ff4076ca700}, {t:1700000000000}, {u:01a21310ebac7617bda8b2ef054b1443}, 'telegram/77/5', 'activity', {u:01a21310ebad77b09d48901209d965e9}, 1, 'lead add', '{"at":[null,1700000000000],"content":[null,"谈了报价"],"created_at":[null,1700000000000],"customer":[null,"01a21310-ebad-77b0-9d48-9014174d5a13"],"extra":[null,{}],"id":[null,"01a21310-ebad-77b0-9d48-901209d965e9"],"n":[null,2],"on_id":[null,"01a21310-ebad-77b0-9d48-9013037e46a5"],"on_kind":[null,"follow_up"],"owner":[null,"01a21310-ebad-77b0-9d48-9015e417f3a7"],"valid":[null,true],"way":[null,"visit"],"withdrawn":[null,false]}', null);
insert into event (org, seq, change, at, actor, via, kind, id, version, op, fields, undoes)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 15, {u:01a21310ebad77b09d488ff4076ca700}, {t:1700000000000}, {u:01a21310ebac7617bda8b2ef054b1443}, 'telegram/77/5', 'follow_up', {u:01a21310ebad77b09d4890188c0a8ee3}, 1, 'lead add', '{"created_at":[null,1700000000000],"customer":[null,"01a21310-ebad-77b0-9d48-901a51bf046b"],"due_day":[null,"2026-02-03"],"ended_at":[null,1700000000077],"extra":[null,{}],"id":[null,"01a21310-ebad-77b0-9d48-90188c0a8ee3"],"n":[null,2],"on_id":[null,"01a21310-ebad-77b0-9d48-90199cb36c15"],"on_kind":[null,"lead"],"owner":[null,"01a21310-ebad-77b0-9d48-901b32e88ce8"],"state":[null,"done"],"way":[null,"call"],"what":[null,"回访"],"withdrawn":[null,false]}', null);
insert into event (org, seq, change, at, actor, via, kind, id, version, op, fields, undoes)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 16, {u:01a21310ebad77b09d488ff4076ca700}, {t:1700000000000}, {u:01a21310ebac7617bda8b2ef054b1443}, 'telegram/77/5', 'product', {u:01a21310ebad77b09d48901df3e82149}, 1, 'lead add', '{"cost":[null,200000],"created_at":[null,1700000000000],"currency":[null,"CNY"],"extra":[null,{}],"floor":[null,300000],"id":[null,"01a21310-ebad-77b0-9d48-901df3e82149"],"n":[null,1],"name":[null,"空调"],"price":[null,350000],"series":[null,"A"],"sku":[null,"A100"],"tax":[null,1300],"unit":[null,"台"],"withdrawn":[null,false]}', null);
insert into event (org, seq, change, at, actor, via, kind, id, version, op, fields, undoes)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 17, {u:01a21310ebad77b09d488ff4076ca700}, {t:1700000000000}, {u:01a21310ebac7617bda8b2ef054b1443}, 'telegram/77/5', 'person', {u:01a21310ebad77b09d4890281551d651}, 1, 'lead add', '{"created_at":[null,1700000000000],"extra":[null,{}],"frozen":[null,true],"handle":[null,"zoe"],"id":[null,"01a21310-ebad-77b0-9d48-90281551d651"],"lang":[null,"en"],"n":[null,2],"name":[null,"佐伊"],"roles":[null,["manager","rep"]],"team":[null,"01a21310-ebad-77b0-9d48-902921348385"],"withdrawn":[null,false],"zone":[null,"Asia/Tokyo"]}', null);
insert into event (org, seq, change, at, actor, via, kind, id, version, op, fields, undoes)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 18, {u:01a21310ebad77b09d488ff4076ca700}, {t:1700000000000}, {u:01a21310ebac7617bda8b2ef054b1443}, 'telegram/77/5', 'order', {u:01a21310ebad77b09d4890228427cf4f}, 1, 'lead add', '{"cancel_reason":[null,"-"],"carrier":[null,"顺丰"],"confirmed_at":[null,1700000000077],"confirmed_by":[null,"01a21310-ebad-77b0-9d48-9026b7512bf9"],"created_at":[null,1700000000000],"currency":[null,"CNY"],"customer":[null,"01a21310-ebad-77b0-9d48-90230a9ac89d"],"deal":[null,"01a21310-ebad-77b0-9d48-9024caa4d15e"],"delivered_at":[null,1700000000077],"extra":[null,{}],"id":[null,"01a21310-ebad-77b0-9d48-90228427cf4f"],"lines":[null,[{"paid":9000,"price":35,"product":"01a21310-ebad-77b0-9d48-90213cdf85f0","quantity":2000,"total":63}]],"n":[null,2],"note":[null,"轻放"],"owner":[null,"01a21310-ebad-77b0-9d48-902541b83430"],"shipped_at":[null,1700000000077],"status":[null,"shipped"],"total":[null,63],"tracking":[null,"SF1"],"withdrawn":[null,false]}', null);
insert into event (org, seq, change, at, actor, via, kind, id, version, op, fields, undoes)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 19, {u:01a21310ebad77b09d488ff4076ca700}, {t:1700000000000}, {u:01a21310ebac7617bda8b2ef054b1443}, 'telegram/77/5', 'team', {u:01a21310ebad77b09d48902b317f0ba7}, 1, 'lead add', '{"created_at":[null,1700000000000],"extra":[null,{}],"id":[null,"01a21310-ebad-77b0-9d48-902b317f0ba7"],"n":[null,2],"name":[null,"华东"],"parent":[null,"01a21310-ebad-77b0-9d48-902ca540c89c"],"withdrawn":[null,false]}', null);
insert into event (org, seq, change, at, actor, via, kind, id, version, op, fields, undoes)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 20, {u:01a21310ebb271e888e5c4b4454edc0f}, {t:1700000000000}, null, 'import', 'follow_up', {u:01a21310ebb271e888e5c4b553147531}, 1, '', '{"created_at":[null,1700000000000],"due_at":[null,1700900000000],"extra":[null,{}],"id":[null,"01a21310-ebb2-71e8-88e5-c4b553147531"],"n":[null,3],"on_id":[null,"01a21310-ebad-77b0-9d48-9017a04c8479"],"on_kind":[null,"lead"],"owner":[null,"01a21310-ebac-7617-bda8-b2ef054b1443"],"state":[null,"open"],"what":[null,"回访"],"withdrawn":[null,false]}', null);
insert into counter (org, name, n)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'activity', 2);
insert into counter (org, name, n)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'contact', 2);
insert into counter (org, name, n)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'customer', 2);
insert into counter (org, name, n)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'deal', 2);
insert into counter (org, name, n)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'event', 20);
insert into counter (org, name, n)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'follow_up', 3);
insert into counter (org, name, n)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'lead', 2);
insert into counter (org, name, n)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'order', 2);
insert into counter (org, name, n)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'person', 2);
insert into counter (org, name, n)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'product', 1);
insert into counter (org, name, n)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'team', 2);
insert into timer (org, kind, id, rule, at)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'follow_up', {u:01a21310ebb271e888e5c4b553147531}, 'follow_up_due', {t:1700900000000});
insert into job (org, id, kind, unique_key, payload, due, run_at, state, lease_until, epoch, attempts, error)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebb47078ae4891e90c7e7fb4}, 'follow_up_due', 'follow_up_due/01a21310-ebad-77b0-9d48-901603ffc54b/1700000000077', '{"id":"01a21310-ebad-77b0-9d48-901603ffc54b","kind":"follow_up"}', {t:1700000000077}, {t:1700000000077}, 'waiting', null, 0, 0, null);
insert into search_key (org, key, rung, kind, id, n, label, owner)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, '0755-1', 'phone', 'customer', {u:01a21310ebad77b09d488ffc6c62aedf}, 2, '华为技术有限公司', {u:01a21310ebad77b09d488ffd0f32d883});
insert into search_key (org, key, rung, kind, id, n, label, owner)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, '138 0013 8000', 'phone', 'lead', {u:01a21310ebad77b09d488ff80bef93d9}, 2, '华星科技', {u:01a21310ebad77b09d488ff91f649990});
insert into search_key (org, key, rung, kind, id, n, label, owner)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, '139', 'phone', 'contact', {u:01a21310ebad77b09d489002d0f78855}, 2, '李工', {u:01a21310ebad77b09d4890046a3846c8});
insert into search_key (org, key, rung, kind, id, n, label, owner)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'a100', 'exact', 'product', {u:01a21310ebad77b09d48901df3e82149}, 1, '空调', null);
insert into search_key (org, key, rung, kind, id, n, label, owner)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'a@b.cn', 'email', 'customer', {u:01a21310ebad77b09d488ffc6c62aedf}, 2, '华为技术有限公司', {u:01a21310ebad77b09d488ffd0f32d883});
insert into search_key (org, key, rung, kind, id, n, label, owner)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'amy', 'exact', 'person', {u:01a21310ebac7617bda8b2ef054b1443}, 1, 'AMY', null);
insert into outside (org, source, external, kind, id)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'crm', '77', 'person', {u:01a21310ebac7617bda8b2ef054b1443});
insert into pipeline (org, id, key, name)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebb070a78d24dbebb8a5af7f}, 'standard', '标准销售流程');
insert into stage (org, id, pipeline, pos, key, zh, en, rate, outcome, idle_days)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebb070a78d24dbe5a55a42ad}, {u:01a21310ebb070a78d24dbebb8a5af7f}, 1, 'needs', '需求确认', 'Needs confirmed', 2000, 'open', 7);
insert into stage (org, id, pipeline, pos, key, zh, en, rate, outcome, idle_days)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebb070a78d24dbe65c1eb59c}, {u:01a21310ebb070a78d24dbebb8a5af7f}, 2, 'proposal', '方案递交', 'Proposal', 4000, 'open', 10);
insert into stage (org, id, pipeline, pos, key, zh, en, rate, outcome, idle_days)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebb070a78d24dbe748aead76}, {u:01a21310ebb070a78d24dbebb8a5af7f}, 3, 'quotation', '报价', 'Quotation', 6000, 'open', 14);
insert into stage (org, id, pipeline, pos, key, zh, en, rate, outcome, idle_days)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebb070a78d24dbe81b668ce3}, {u:01a21310ebb070a78d24dbebb8a5af7f}, 4, 'contract', '合同签署', 'Contract', 8000, 'open', 14);
insert into stage (org, id, pipeline, pos, key, zh, en, rate, outcome, idle_days)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebb070a78d24dbe9c0bd0040}, {u:01a21310ebb070a78d24dbebb8a5af7f}, 5, 'won', '赢单', 'Won', 10000, 'won', null);
insert into stage (org, id, pipeline, pos, key, zh, en, rate, outcome, idle_days)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebb070a78d24dbea3a501b66}, {u:01a21310ebb070a78d24dbebb8a5af7f}, 6, 'lost', '输单', 'Lost', 0, 'lost', null);
insert into lead (org, id, n, version, withdrawn, created_at, updated_at, extra, name, company, phone, email, source, need, region, tags, owner, status, lost_reason, lost_note, customer)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d488ff7fbb07c2d}, 1, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', '张三', null, null, null, null, null, null, '[]', null, 'new', null, null, null);
insert into lead (org, id, n, version, withdrawn, created_at, updated_at, extra, name, company, phone, email, source, need, region, tags, owner, status, lost_reason, lost_note, customer)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d488ff80bef93d9}, 2, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', null, '华星科技', '138 0013 8000', 'z@example.com', 'referral', '20 台
空调', '上海', '["急"]', {u:01a21310ebad77b09d488ff91f649990}, 'lost', 'price', '太贵', {u:01a21310ebad77b09d488ffa2237921d});
insert into customer (org, id, n, version, withdrawn, created_at, updated_at, extra, name, aliases, level, industry, region, address, phone, email, tags, note, owner, parent, lead)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d488ffbbf7b0095}, 1, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', '华为技术有限公司', '[]', null, null, null, null, null, null, '[]', null, null, null, null);
insert into customer (org, id, n, version, withdrawn, created_at, updated_at, extra, name, aliases, level, industry, region, address, phone, email, tags, note, owner, parent, lead)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d488ffc6c62aedf}, 2, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', '华为技术有限公司', '["HW"]', 'A', '通信', '深圳', '坂田', '0755-1', 'a@b.cn', '["大"]', '老客户', {u:01a21310ebad77b09d488ffd0f32d883}, {u:01a21310ebad77b09d488ffee3a1261c}, {u:01a21310ebad77b09d488fff177b6211});
insert into contact (org, id, n, version, withdrawn, created_at, updated_at, extra, customer, name, title, phone, email, note, owner)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d48900067b63d6b}, 1, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', {u:01a21310ebad77b09d4890011e862359}, '李工', null, null, null, null, null);
insert into contact (org, id, n, version, withdrawn, created_at, updated_at, extra, customer, name, title, phone, email, note, owner)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d489002d0f78855}, 2, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', {u:01a21310ebad77b09d489003d2d5a0f8}, '李工', '总工', '139', 'l@b.cn', '怕冷', {u:01a21310ebad77b09d4890046a3846c8});
insert into deal (org, id, n, version, withdrawn, created_at, updated_at, extra, name, customer, amount, currency, pipeline, stage, reached, outcome, expected_close, opened_on, closed_on, lost_reason, lost_note, competitor, note, owner, lines, lead)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d4890061e86cf47}, 1, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', '空调一批', null, null, 'CNY', {u:01a21310ebad77b09d4890070f5d04d3}, {u:01a21310ebad77b09d489008027ecaeb}, 1, 'open', null, null, null, null, null, null, null, null, '[]', null);
insert into deal (org, id, n, version, withdrawn, created_at, updated_at, extra, name, customer, amount, currency, pipeline, stage, reached, outcome, expected_close, opened_on, closed_on, lost_reason, lost_note, competitor, note, owner, lines, lead)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d48900ad4cdb1b8}, 2, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', '空调一批', {u:01a21310ebad77b09d48900b419e5158}, 7000000, 'USD', {u:01a21310ebad77b09d48900c4df8c103}, {u:01a21310ebad77b09d48900d26ec038c}, 2, 'lost', '2026-02-03', '2026-01-01', '2026-03-09', 'price', '太贵', '格力', '?', {u:01a21310ebad77b09d48900eda883d88}, '[{"amount":null,"product":"01a21310-ebad-77b0-9d48-90090e14d3b2","quantity":1500}]', {u:01a21310ebad77b09d48900f45ca1d37});
insert into activity (org, id, n, version, withdrawn, created_at, updated_at, extra, on_kind, on_id, customer, way, content, at, owner, valid)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d4890101204e4c7}, 1, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', 'deal', {u:01a21310ebad77b09d489011e84549b6}, null, 'call', '谈了报价', {t:1700000000000}, null, false);
insert into activity (org, id, n, version, withdrawn, created_at, updated_at, extra, on_kind, on_id, customer, way, content, at, owner, valid)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d48901209d965e9}, 2, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', 'follow_up', {u:01a21310ebad77b09d489013037e46a5}, {u:01a21310ebad77b09d489014174d5a13}, 'visit', '谈了报价', {t:1700000000000}, {u:01a21310ebad77b09d489015e417f3a7}, true);
insert into follow_up (org, id, n, version, withdrawn, created_at, updated_at, extra, on_kind, on_id, customer, what, way, due_at, due_day, owner, state, ended_at)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d48901603ffc54b}, 1, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', 'lead', {u:01a21310ebad77b09d489017a04c8479}, null, '回访', null, {t:1700000000077}, null, {u:01a21310ebac7617bda8b2ef054b1443}, 'open', null);
insert into follow_up (org, id, n, version, withdrawn, created_at, updated_at, extra, on_kind, on_id, customer, what, way, due_at, due_day, owner, state, ended_at)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d4890188c0a8ee3}, 2, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', 'lead', {u:01a21310ebad77b09d4890199cb36c15}, {u:01a21310ebad77b09d48901a51bf046b}, '回访', 'call', null, '2026-02-03', {u:01a21310ebad77b09d48901b32e88ce8}, 'done', {t:1700000000077});
insert into follow_up (org, id, n, version, withdrawn, created_at, updated_at, extra, on_kind, on_id, customer, what, way, due_at, due_day, owner, state, ended_at)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebb271e888e5c4b553147531}, 3, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', 'lead', {u:01a21310ebad77b09d489017a04c8479}, null, '回访', null, {t:1700900000000}, null, {u:01a21310ebac7617bda8b2ef054b1443}, 'open', null);
insert into product (org, id, n, version, withdrawn, created_at, updated_at, extra, sku, sku_key, name, unit, price, floor, cost, currency, tax, series)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d48901df3e82149}, 1, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', 'A100', 'a100', '空调', '台', 350000, 300000, 200000, 'CNY', 1300, 'A');
insert into sales_order (org, id, n, version, withdrawn, created_at, updated_at, extra, customer, deal, lines, total, currency, status, owner, confirmed_by, confirmed_at, carrier, tracking, shipped_at, delivered_at, cancel_reason, note)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d48901ffeb025a9}, 1, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', {u:01a21310ebad77b09d489020dcc9fea8}, null, '[]', 0, 'CNY', 'draft', null, null, null, null, null, null, null, null, null);
insert into sales_order (org, id, n, version, withdrawn, created_at, updated_at, extra, customer, deal, lines, total, currency, status, owner, confirmed_by, confirmed_at, carrier, tracking, shipped_at, delivered_at, cancel_reason, note)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d4890228427cf4f}, 2, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', {u:01a21310ebad77b09d4890230a9ac89d}, {u:01a21310ebad77b09d489024caa4d15e}, '[{"paid":9000,"price":35,"product":"01a21310-ebad-77b0-9d48-90213cdf85f0","quantity":2000,"total":63}]', 63, 'CNY', 'shipped', {u:01a21310ebad77b09d48902541b83430}, {u:01a21310ebad77b09d489026b7512bf9}, {t:1700000000077}, '顺丰', 'SF1', {t:1700000000077}, {t:1700000000077}, '-', '轻放');
insert into person (org, id, n, version, withdrawn, created_at, updated_at, extra, handle, name, lang, zone, roles, team, frozen)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebac7617bda8b2ef054b1443}, 1, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', 'amy', 'AMY', 'zh', 'Asia/Shanghai', '["rep"]', null, false);
insert into person (org, id, n, version, withdrawn, created_at, updated_at, extra, handle, name, lang, zone, roles, team, frozen)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d4890281551d651}, 2, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', 'zoe', '佐伊', 'en', 'Asia/Tokyo', '["manager","rep"]', {u:01a21310ebad77b09d48902921348385}, true);
insert into team (org, id, n, version, withdrawn, created_at, updated_at, extra, name, parent)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d48902a56d3d433}, 1, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', '华东', null);
insert into team (org, id, n, version, withdrawn, created_at, updated_at, extra, name, parent)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebad77b09d48902b317f0ba7}, 2, 1, false, {t:1700000000000}, {t:1700000000000}, '{}', '华东', {u:01a21310ebad77b09d48902ca540c89c});
insert into record_line (org, kind, id, pos, product, quantity, price, amount)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'deal', {u:01a21310ebad77b09d48900ad4cdb1b8}, 1, {u:01a21310ebad77b09d4890090e14d3b2}, 1500, null, null);
insert into record_line (org, kind, id, pos, product, quantity, price, amount)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'order', {u:01a21310ebad77b09d4890228427cf4f}, 1, {u:01a21310ebad77b09d4890213cdf85f0}, 2000, 35, 63);
