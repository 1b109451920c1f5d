insert into erasure (org, id, kind, record, root, everything, at, actor)
    values ({u:01a21310ebab71688ef2d612f9cc67ee}, {u:01a21310ebb572edb71d2d612f9cc601}, 'lead', {u:01a21310ebad77b09d488ff80bef93d9}, true, false, {t:1700000000077}, {u:01a21310ebac7617bda8b2ef054b1443});
