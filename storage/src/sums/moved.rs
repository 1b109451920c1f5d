//! Deals that stand in another stage after a stretch of time than before it.

/// What took place between `$3` and `$4` and holds still: neither an undo, nor undone by now. Each undo
/// of an undo turns it once more.
const HELD: &str = "e.org = $1 and e.kind = 'deal' and e.id = r.id and e.at >= $3 and e.at < $4 \
     and e.fields -> 'stage' is not null and e.undoes is null and 0 = (with recursive turned(change) \
     as (select u.change from event u where u.org = $1 and u.undoes = e.change union \
     select u.change from event u join turned on u.undoes = turned.change where u.org = $1) \
     select count(*) % 2 from turned)";

/// The condition on deals `r` that they were moved and are not back: the stage before the first move
/// is another than the one after the last change of it.
pub(super) fn away() -> String {
    format!(
        "and r.id in (select e.id from event e where e.org = $1 and e.at >= $3 and e.at < $4 \
         and e.kind = 'deal' and e.op = 'deal move') \
         and (select e.fields -> 'stage' ->> 0 from event e where {HELD} and e.op = 'deal move' \
         order by e.seq limit 1) <> \
         (select e.fields -> 'stage' ->> 1 from event e where {HELD} order by e.seq desc limit 1)"
    )
}
