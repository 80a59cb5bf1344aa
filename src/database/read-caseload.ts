import { academicAgeSql, ageSql, isSupplied } from './read-fragments.ts'
import type { ReadRule } from './read-rule.ts'

/**
 * The end of the calendar: a plan still held is cut no later than this, and its last stretch has no
 * end. Ages are right on every day before it.
 */
export const CALENDAR_END = '2040-01-01'

/** The birthday in the year `y.year`; one born on 29 February is older on 1 March of other years. */
const BIRTHDAY = `cast(s.birth_date + cast(y.year - extract(year from s.birth_date) as integer) * interval '1 year' as date)
  + case when extract(month from s.birth_date) = 2 and extract(day from s.birth_date) = 29
      and mod(y.year, 4) <> 0 then 1 else 0 end`

/** Days on which a stretch begins: the start of the spell, and everything that may change within. */
const CUTS = `
  select s.authority, s.plan_id, s.held_from as from_date from spells s
  union
  select s.authority, s.plan_id, make_date(y.year, 9, 1)
  from spells s join years y on make_date(y.year, 9, 1) > s.held_from
    and make_date(y.year, 9, 1) < s.last_cut
  union
  select b.authority, b.plan_id, b.birthday
  from (
    select s.authority, s.plan_id, s.held_from, s.last_cut, ${BIRTHDAY} as birthday
    from spells s
    join years y on y.year >= extract(year from s.held_from) and y.year <= extract(year from s.last_cut)
    where s.birth_date is not null
  ) b
  where b.birthday > b.held_from and b.birthday < b.last_cut
  union
  select s.authority, s.plan_id, m.in_force_from
  from spells s join mains m on m.authority = s.authority and m.plan_id = s.plan_id
  where m.in_force_from > s.held_from and (s.held_until is null or m.in_force_from < s.held_until)
  union
  select s.authority, s.plan_id, m.in_force_until
  from spells s join mains m on m.authority = s.authority and m.plan_id = s.plan_id
  where m.in_force_until > s.held_from and (s.held_until is null or m.in_force_until < s.held_until)`

/**
 * The caseload: each spell of a held plan, cut at every 1 September, at every birthday of the holder
 * and where a main placement comes into force or goes out of it. A plan whose person is not known
 * stays in, without ages. Which placement is the main one is settled once for each span between
 * such days (`spans`), of which there are far fewer than stretches.
 */
export const CASELOAD: ReadRule = {
  table: 'caseload',
  reads: ['persons', 'plans', 'placements', 'settings'],
  select: `
    with years as (
      select cast(g.n as integer) as year from generate_series(1900, 2040) as g(n)
    ), spells as (
      select l.authority, l.plan_id, l.person_id, l.held_from, l.held_until, p.birth_date,
        least(l.held_until, date '${CALENDAR_END}') as last_cut
      from read.plans l
      left join read.persons p on p.authority = l.authority and p.person_id = l.person_id
      where (l.held_until is null or l.held_until > l.held_from)
        and ${isSupplied('l', 'persons', 'plans')}
    ), mains as (
      select authority, plan_id, placement_id, provision, area, entry_date, in_force_from,
        in_force_until
      from read.placements
      where placement_rank = 1 and in_force_from is not null
        and (in_force_until is null or in_force_until > in_force_from)
    ), moments as (
      select authority, plan_id, in_force_from as from_date from mains
      union
      select authority, plan_id, in_force_until from mains where in_force_until is not null
    ), spans as (
      select o.authority, o.plan_id, o.from_date,
        coalesce(lead(o.from_date) over (partition by o.authority, o.plan_id order by o.from_date),
          date '9999-12-31') as until_date
      from moments o
    ), cuts as (${CUTS}
    ), stretches as (
      select c.authority, c.plan_id, c.from_date,
        lead(c.from_date) over (partition by c.authority, c.plan_id order by c.from_date) as next_date
      from cuts c
    ), placed as (
      select t.authority, t.plan_id, t.from_date, t.until_date, m.placement_id, m.provision, m.area,
        row_number() over (
          partition by t.authority, t.plan_id, t.from_date
          order by m.entry_date desc nulls last, m.placement_id desc nulls last) as place
      from spans t
      join mains m on m.authority = t.authority and m.plan_id = t.plan_id
        and m.in_force_from <= t.from_date
        and (m.in_force_until is null or m.in_force_until > t.from_date)
    )
    select t.authority, t.plan_id, t.from_date, coalesce(t.next_date, s.held_until) as until_date,
      s.person_id, ${ageSql('s.birth_date', 't.from_date')} as age,
      ${academicAgeSql('s.birth_date', 't.from_date')} as academic_age,
      m.placement_id, m.provision, m.area
    from stretches t
    join spells s on s.authority = t.authority and s.plan_id = t.plan_id
    left join placed m on m.authority = t.authority and m.plan_id = t.plan_id
      and m.place = 1 and m.from_date <= t.from_date and m.until_date > t.from_date`,
}
