-- One query for each KPI of the measured set, as a person who knows SQL well writes it: one pass over
-- the rows, all months and breakdowns at once by GROUPING SETS. Runs unchanged on DuckDB and
-- PostgreSQL, over the same read tables as Sendboard, the derived columns and the caseload included.
-- Before it runs, ':first' and ':last' become the first and last day of the 36 months, `month_of(x)`
-- the first day of its month, and `band_on(birth, day)` the age band on a day; `months` is a list of
-- p_start and d, the first and last day of each month.

-- requests-declined
select authority, month, request_source, age_band,
  100.0 * count(*) filter (where request_outcome = 'N') / count(*) as value
from (
  select r.authority, month_of(r.request_outcome_date) as month, r.request_outcome, r.request_source,
    band_on(p.birth_date, r.request_outcome_date) as age_band
  from read.requests r
  left join read.persons p on p.authority = r.authority and p.person_id = r.person_id
  where r.request_outcome in ('Y', 'N') and r.request_outcome_date between ':first' and ':last'
) t
group by grouping sets
  ((authority, month), (authority, month, request_source), (authority, month, age_band));

-- assessments-ending-with-no-plan
select authority, month, age_band,
  100.0 * count(*) filter (where assessment_outcome = 'N') / count(*) as value
from (
  select r.authority, month_of(r.assessment_outcome_date) as month, r.assessment_outcome,
    band_on(p.birth_date, r.assessment_outcome_date) as age_band
  from read.requests r
  left join read.persons p on p.authority = r.authority and p.person_id = r.person_id
  where r.assessment_outcome in ('Y', 'N')
    and r.assessment_outcome_date between ':first' and ':last'
) t
group by grouping sets ((authority, month), (authority, month, age_band));

-- new-plans-within-20-weeks
select authority, month, request_source, age_band,
  100.0 * count(*) filter (where assessment_outcome_date <= received_date + 140) / count(*) as value
from (
  select r.authority, month_of(r.assessment_outcome_date) as month, r.request_source,
    r.assessment_outcome_date, r.received_date,
    band_on(p.birth_date, r.assessment_outcome_date) as age_band
  from read.requests r
  left join read.persons p on p.authority = r.authority and p.person_id = r.person_id
  where r.assessment_outcome = 'Y' and r.assessment_outcome_date between ':first' and ':last'
    and coalesce(r.week20_exception, 'none') = 'none'
) t
group by grouping sets
  ((authority, month), (authority, month, request_source), (authority, month, age_band));

-- new-plans-within-20-weeks-with-exceptions
select authority, month, age_band,
  100.0 * count(*) filter (where assessment_outcome_date <= received_date + 140) / count(*) as value
from (
  select r.authority, month_of(r.assessment_outcome_date) as month, r.assessment_outcome_date,
    r.received_date, band_on(p.birth_date, r.assessment_outcome_date) as age_band
  from read.requests r
  left join read.persons p on p.authority = r.authority and p.person_id = r.person_id
  where r.assessment_outcome = 'Y' and r.assessment_outcome_date between ':first' and ':last'
) t
group by grouping sets ((authority, month), (authority, month, age_band));

-- decisions-to-assess-within-6-weeks
select authority, month_of(request_outcome_date) as month, request_source,
  100.0 * count(*) filter (where request_outcome_date <= received_date + 42) / count(*) as value
from read.requests
where request_outcome in ('Y', 'N') and request_outcome_date between ':first' and ':last'
  and coalesce(week6_exception, 'none') = 'none'
group by grouping sets
  ((authority, month_of(request_outcome_date)),
   (authority, month_of(request_outcome_date), request_source));

-- refusals-to-issue-within-16-weeks
select authority, month_of(assessment_outcome_date) as month,
  100.0 * count(*) filter (where assessment_outcome_date <= received_date + 112) / count(*) as value
from read.requests
where assessment_outcome = 'N' and assessment_outcome_date between ':first' and ':last'
  and coalesce(week16_exception, 'none') = 'none'
group by authority, month_of(assessment_outcome_date);

-- open-cases-beyond-20-weeks
select r.authority, m.d as month, count(distinct r.person_id) as value
from months m
join read.requests r on r.open_from <= m.d and coalesce(r.open_until, date '9999-12-31') > m.d
  and r.received_date + 140 < m.d
where coalesce(r.week20_exception, 'none') = 'none'
group by r.authority, m.d;

-- active-plans
select authority, month, age_band, provision, count(distinct person_id) as value
from (
  select c.authority, m.d as month, c.person_id, coalesce(c.provision, 'not-recorded') as provision,
    band(c.academic_age) as age_band
  from months m
  join read.caseload c on c.from_date <= m.d and coalesce(c.until_date, date '9999-12-31') > m.d
) t
group by grouping sets ((authority, month), (authority, month, age_band), (authority, month, provision));

-- change-in-active-plans-over-a-year
with held as (
  select authority, d, age_band, count(distinct person_id) as n
  from (
    select c.authority, m.d, c.person_id, band(c.academic_age) as age_band
    from (select d from months union select cast(d - interval '1 year' as date) from months) m
    join read.caseload c on c.from_date <= m.d and coalesce(c.until_date, date '9999-12-31') > m.d
  ) t
  group by grouping sets ((authority, d), (authority, d, age_band))
)
select h.authority, h.d as month, h.age_band, 100.0 * (h.n - b.n) / b.n as value
from months m
join held h on h.d = m.d
join held b on b.authority = h.authority and b.age_band is not distinct from h.age_band
  and b.d = cast(m.d - interval '1 year' as date);

-- new-plans
select authority, month, age_band, sex, count(*) as value
from (
  select l.authority, month_of(l.start_date) as month, coalesce(p.sex, 'not-recorded') as sex,
    band_on(p.birth_date, l.start_date) as age_band
  from read.plans l
  left join read.persons p on p.authority = l.authority and p.person_id = l.person_id
  where l.start_date between ':first' and ':last' and l.transfer_in_date is null
    and l.reopened_from_plan_id is null
) t
group by grouping sets ((authority, month), (authority, month, age_band), (authority, month, sex));

-- plans-ceased
select authority, month, age_band, cease_reason, count(*) as value
from (
  select l.authority, month_of(l.held_until) as month,
    coalesce(l.cease_reason, 'not-recorded') as cease_reason,
    band_on(p.birth_date, l.held_until) as age_band
  from read.plans l
  left join read.persons p on p.authority = l.authority and p.person_id = l.person_id
  where l.held_until between ':first' and ':last'
    and not (coalesce(l.cease_reason, '') = '5'
             and l.cease_date is not distinct from l.held_until)
    and not exists (
      select 1 from read.plans n where n.authority = l.authority
        and n.reopened_from_plan_id = l.plan_id
        and month_of(n.reopened_date) = month_of(l.held_until))
) t
group by grouping sets
  ((authority, month), (authority, month, age_band), (authority, month, cease_reason));

-- plans-transferred-in
select authority, month, age_band, count(*) as value
from (
  select l.authority, month_of(l.transfer_in_date) as month,
    band_on(p.birth_date, l.transfer_in_date) as age_band
  from read.plans l
  left join read.persons p on p.authority = l.authority and p.person_id = l.person_id
  where l.transfer_in_date between ':first' and ':last' and l.reopened_from_plan_id is null
) t
group by grouping sets ((authority, month), (authority, month, age_band));

-- plans-transferred-out
select authority, month, age_band, count(*) as value
from (
  select l.authority, month_of(l.held_until) as month,
    band_on(p.birth_date, l.held_until) as age_band
  from read.plans l
  left join read.persons p on p.authority = l.authority and p.person_id = l.person_id
  where l.held_until between ':first' and ':last' and l.cease_reason = '5'
    and l.cease_date = l.held_until
    and not exists (
      select 1 from read.plans n where n.authority = l.authority
        and n.reopened_from_plan_id = l.plan_id
        and month_of(n.reopened_date) = month_of(l.held_until))
) t
group by grouping sets ((authority, month), (authority, month, age_band));

-- plans-jointly-funded
select authority, month, age_band,
  100.0 * count(distinct person_id) filter (where held) / count(distinct person_id) as value
from (
  select c.authority, m.d as month, c.person_id, band(c.academic_age) as age_band,
    l.jap_agreed_date <= m.d and coalesce(l.jap_end_date, date '9999-12-31') > m.d as held
  from months m
  join read.caseload c on c.from_date <= m.d and coalesce(c.until_date, date '9999-12-31') > m.d
  join read.plans l on l.authority = c.authority and l.plan_id = c.plan_id
) t
group by grouping sets ((authority, month), (authority, month, age_band));

-- personal-budgets-as-share-of-plans
select authority, month, age_band,
  100.0 * count(distinct person_id) filter (where held) / count(distinct person_id) as value
from (
  select c.authority, m.d as month, c.person_id, band(c.academic_age) as age_band,
    l.pb_agreed_date <= m.d and coalesce(l.pb_end_date, date '9999-12-31') > m.d as held
  from months m
  join read.caseload c on c.from_date <= m.d and coalesce(c.until_date, date '9999-12-31') > m.d
  join read.plans l on l.authority = c.authority and l.plan_id = c.plan_id
) t
group by grouping sets ((authority, month), (authority, month, age_band));

-- plans-per-100-residents-aged-0-to-25
with residents as (
  select r.authority, m.d, sum(r.value) as n
  from months m
  join read.reference r on r.latest_from <= m.d
    and coalesce(r.latest_until, date '9999-12-31') > m.d
  where r.series = 'population' and r.area = 'home' and r.age_from >= 0 and r.age_to <= 25
    and not (coalesce(r.wider_from, -1) >= 0 and coalesce(r.wider_to, 999) <= 25)
  group by r.authority, m.d
), held as (
  select c.authority, m.d, count(distinct c.person_id) as n
  from months m
  join read.caseload c on c.from_date <= m.d and coalesce(c.until_date, date '9999-12-31') > m.d
  group by c.authority, m.d
)
select r.authority, r.d as month, 100.0 * coalesce(h.n, 0) / r.n as value
from residents r left join held h on h.authority = r.authority and h.d = r.d;

-- share-of-reviews-attended
select authority, month, review_type,
  100.0 * count(*) filter (where la_attended = 'Y') / count(*) as value
from (
  select authority, month_of(meeting_date) as month, la_attended,
    coalesce(review_type, 'not-recorded') as review_type
  from read.reviews where meeting_date between ':first' and ':last'
) t
group by grouping sets ((authority, month), (authority, month, review_type));

-- review-decisions-within-4-weeks
select authority, month, decision, review_type,
  100.0 * count(*) filter (where decision_date <= meeting_date + 28) / count(*) as value
from (
  select authority, month_of(decision_date) as month, decision_date, meeting_date,
    coalesce(decision, 'not-recorded') as decision,
    coalesce(review_type, 'not-recorded') as review_type
  from read.reviews where decision_date between ':first' and ':last'
) t
group by grouping sets ((authority, month), (authority, month, decision), (authority, month, review_type));

-- reviews-undecided-after-4-weeks
select r.authority, m.d as month, count(*) as value
from months m
join read.reviews r on r.meeting_date + 28 < m.d
  and coalesce(r.decision_date, date '9999-12-31') > m.d
join read.plans l on l.authority = r.authority and l.plan_id = r.plan_id
  and l.held_from <= m.d and coalesce(l.held_until, date '9999-12-31') > m.d
group by r.authority, m.d;

-- drafts-within-8-weeks-of-decision
select authority, month, review_type,
  100.0 * count(*) filter (where draft_date <= decision_date + 56) / count(*) as value
from (
  select authority, month_of(draft_date) as month, draft_date, decision_date,
    coalesce(review_type, 'not-recorded') as review_type
  from read.reviews
  where decision = 'A' and decision_date is not null and draft_date between ':first' and ':last'
) t
group by grouping sets ((authority, month), (authority, month, review_type));

-- final-plans-within-12-weeks-of-meeting
select authority, month, review_type,
  100.0 * count(*) filter (where final_date <= meeting_date + 84) / count(*) as value
from (
  select authority, month_of(final_date) as month, final_date, meeting_date,
    coalesce(review_type, 'not-recorded') as review_type
  from read.reviews where decision = 'A' and final_date between ':first' and ':last'
) t
group by grouping sets ((authority, month), (authority, month, review_type));

-- amendments-not-final-after-12-weeks
select r.authority, m.d as month, count(*) as value
from months m
join read.reviews r on r.meeting_date + 84 < m.d
  and coalesce(r.final_date, date '9999-12-31') > m.d
join read.plans l on l.authority = r.authority and l.plan_id = r.plan_id
  and l.held_from <= m.d and coalesce(l.held_until, date '9999-12-31') > m.d
where r.decision = 'A'
group by r.authority, m.d;

-- median-wait-to-diagnostic-assessment
select authority, month, condition,
  percentile_cont(0.5) within group (order by days) / 7 as value
from (
  select authority, month_of(first_contact_date) as month,
    coalesce(condition, 'not-recorded') as condition, first_contact_date - referral_date as days
  from read.referrals
  where service = 'neurodevelopmental' and coalesce(accepted, '') <> 'N'
    and first_contact_date between ':first' and ':last'
) t
group by grouping sets ((authority, month), (authority, month, condition));

-- median-wait-from-assessment-to-outcome
select authority, month, condition,
  percentile_cont(0.5) within group (order by days) / 7 as value
from (
  select authority, month_of(outcome_date) as month,
    coalesce(condition, 'not-recorded') as condition, outcome_date - first_contact_date as days
  from read.referrals
  where service = 'neurodevelopmental' and outcome_date between ':first' and ':last'
) t
group by grouping sets ((authority, month), (authority, month, condition));

-- waiting-beyond-3-months-for-diagnosis
select authority, month, condition, count(distinct person_id) as value
from (
  select r.authority, m.d as month, r.person_id, coalesce(r.condition, 'not-recorded') as condition
  from months m
  join read.referrals r on r.awaiting_contact_from <= m.d
    and coalesce(r.awaiting_contact_until, date '9999-12-31') > m.d
    and cast(r.referral_date + interval '3 months' as date) < m.d
  where r.service = 'neurodevelopmental'
) t
group by grouping sets ((authority, month), (authority, month, condition));

-- mean-wait-for-autism-assessment
select authority, month, age_band, sum(days) / 7.0 / count(*) as value
from (
  select r.authority, month_of(r.first_contact_date) as month,
    r.first_contact_date - r.referral_date as days,
    band_on(p.birth_date, r.first_contact_date) as age_band
  from read.referrals r
  left join read.persons p on p.authority = r.authority and p.person_id = r.person_id
  where r.service = 'neurodevelopmental' and r.condition in ('asd', 'both')
    and coalesce(r.accepted, '') <> 'N' and r.first_contact_date between ':first' and ':last'
) t
group by grouping sets ((authority, month), (authority, month, age_band));

-- suspensions-of-pupils-with-send
select authority, month, primary_need,
  100.0 * count(*) filter (where sen_provision in ('K', 'E')) / count(*) as value
from (
  select authority, month_of(start_date) as month, sen_provision,
    coalesce(primary_need, 'not-recorded') as primary_need
  from read.exclusions
  where category = 'suspension' and overturned_date is null
    and start_date between ':first' and ':last'
) t
group by grouping sets ((authority, month), (authority, month, primary_need));

-- high-needs-spend
select authority, month, spend_class, provision, sum(amount) as value
from (
  select l.authority, m.d as month, l.amount,
    coalesce(l.spend_class, 'not-recorded') as spend_class,
    coalesce(l.provision, 'not-recorded') as provision
  from months m
  join read.ledger l on l.financial_year = financial_year_of(m.d) and l.stated_from <= m.d
  where l.block = 'high_needs' and l.scenario = 'actual'
) t
group by grouping sets
  ((authority, month), (authority, month, spend_class), (authority, month, provision));

-- high-needs-central-spend
select l.authority, m.d as month, sum(l.amount) as value
from months m
join read.ledger l on l.financial_year = financial_year_of(m.d) and l.stated_from <= m.d
where l.block = 'high_needs' and l.scenario = 'actual' and l.spend_class = 'central'
group by l.authority, m.d;

-- spend-in-independent-sector
select authority, month, age_band,
  100.0 * coalesce(sum(amount) filter (where provision in ('mainstream_independent',
    'special_independent', 'special_nonmaintained', 'specialist_post16')), 0)
    / nullif(sum(amount), 0) as value
from (
  select l.authority, m.d as month, l.amount, l.provision,
    case when l.age_band <> 'all_ages' then l.age_band else 'not-recorded' end as age_band
  from months m
  join read.ledger l on l.financial_year = financial_year_of(m.d) and l.stated_from <= m.d
  where l.block = 'high_needs' and l.scenario = 'actual'
) t
group by grouping sets ((authority, month), (authority, month, age_band));
