insert into search_key (org, rung, key, kind, id, n, label, owner)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, 'pair', '华为', 'customer', {u:01a21310ebad77b09d488ffc6c62aedf}, 2, '华为技术有限公司', {u:01a21310ebad77b09d488ffd0f32d883});
