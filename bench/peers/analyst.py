"""The measured set as an analyst computes it with pandas, from the CSV files of one authority.

Usage: analyst.py AS_AT REFUSED.json OUT.csv FOLDER...

REFUSED.json names, by folder and file, the lines that Sendboard refused to import, which an analyst
would find and leave out by hand. Writes the figures to OUT.csv and the seconds of reading and of
computing, with the peak memory, to standard output as JSON.
"""

import json
import os
import resource
import sys
import time

import pandas as pd

BANDS = [("0-4", -1, 4), ("5-10", 5, 10), ("11-15", 11, 15), ("16-18", 16, 18), ("19-25", 19, 25)]
INDEPENDENT = ["mainstream_independent", "special_independent", "special_nonmaintained", "specialist_post16"]
NEVER = pd.Timestamp("2199-12-31")
FILES = {
    "persons": ["birth_date", "death_date"],
    "requests": ["received_date", "request_outcome_date", "assessment_outcome_date"],
    "plans": ["start_date", "transfer_in_date", "reopened_date", "cease_date", "pb_agreed_date",
              "pb_end_date", "jap_agreed_date", "jap_end_date"],
    "placements": ["entry_date", "leaving_date"],
    "settings": [],
    "reviews": ["meeting_date", "decision_date", "draft_date", "final_date"],
    "referrals": ["referral_date", "first_contact_date", "outcome_date", "closed_date"],
    "exclusions": ["start_date", "overturned_date"],
    "ledger": ["as_at"],
    "reference": ["as_at", "published_date"],
}


def read(folder, refused):
    tables = {}
    for name, dates in FILES.items():
        skip = [line - 1 for line in refused.get(f"{name}.csv", [])]
        table = pd.read_csv(f"{folder}/{name}.csv", skiprows=skip, parse_dates=dates, keep_default_na=False,
                            na_values=[""], low_memory=False, dtype=TYPES)
        for column in table.columns[table.dtypes == object]:
            table[column] = table[column].str.strip()
        tables[name] = table.drop_duplicates()
    return tables


TYPES = {"cease_reason": str, "setting_id": str, "placement_rank": float}


def academic_age(birth, day):
    return day.dt.year - (day.dt.month < 9) - birth.dt.year - (birth.dt.month >= 9)


def band(age):
    out = pd.Series("not-recorded", index=age.index)
    for code, low, high in BANDS:
        out[age.between(low, high)] = code
    return out


class Figures:
    """Collects figures of one authority."""

    def __init__(self, authority):
        self.authority = authority
        self.rows = []

    def add(self, measure, months, breakdown, categories, values):
        for month, category, value in zip(months, categories, values):
            if pd.notna(value):
                self.rows.append((self.authority, measure, month.date(), breakdown, category, value))

    def flow(self, measure, rows, date, by, value):
        """`value` of the rows of each month of `date`, whole and by each of `by`."""
        month = rows[date] + pd.offsets.MonthEnd(0)
        whole = value(rows.groupby(month))
        self.add(measure, whole.index, "", [""] * len(whole), whole)
        for name in by:
            part = value(rows.groupby([month, rows[name].fillna("not-recorded")]))
            self.add(measure, part.index.get_level_values(0), name, part.index.get_level_values(1), part)

    def stock(self, measure, day, rows, by, value):
        """`value` of the rows that stand on one day, whole and by each of `by`."""
        if len(rows):
            self.add(measure, [day], "", [""], [value(rows)])
        for name in by:
            for category, part in rows.groupby(rows[name].fillna("not-recorded")):
                self.add(measure, [day], name, [category], [value(part)])


def share(column):
    return lambda groups: 100 * groups[column].mean()


def count(groups):
    return groups.size()


def within(rows, date, first, last):
    return rows[rows[date].between(first, last)].copy()


def with_band(rows, date):
    rows["age_band"] = band(academic_age(rows["birth_date"], rows[date]))
    return rows


def on(rows, start, end, day):
    """Rows whose spell holds on a day: the start counts, the end does not."""
    return rows[(rows[start] <= day) & (rows[end].fillna(NEVER) > day)]


def requests(out, t, first, last, days):
    births = t["persons"][["person_id", "birth_date", "death_date"]]
    r = t["requests"].merge(births, on="person_id", how="left")
    decided = within(r[r.request_outcome.isin(["Y", "N"])], "request_outcome_date", first, last)
    decided["refused"] = decided.request_outcome == "N"
    out.flow("requests-declined", with_band(decided, "request_outcome_date"), "request_outcome_date",
             ["request_source", "age_band"], share("refused"))
    timed = decided[decided.week6_exception.fillna("none") == "none"].copy()
    timed["ok"] = timed.request_outcome_date <= timed.received_date + pd.Timedelta(days=42)
    out.flow("decisions-to-assess-within-6-weeks", timed, "request_outcome_date", ["request_source"], share("ok"))

    ended = within(r[r.assessment_outcome.isin(["Y", "N"])], "assessment_outcome_date", first, last)
    ended = with_band(ended, "assessment_outcome_date")
    ended["none"] = ended.assessment_outcome == "N"
    out.flow("assessments-ending-with-no-plan", ended, "assessment_outcome_date", ["age_band"], share("none"))
    made = ended[ended.assessment_outcome == "Y"].copy()
    made["ok"] = made.assessment_outcome_date <= made.received_date + pd.Timedelta(days=140)
    out.flow("new-plans-within-20-weeks-with-exceptions", made, "assessment_outcome_date", ["age_band"], share("ok"))
    made = made[made.week20_exception.fillna("none") == "none"]
    out.flow("new-plans-within-20-weeks", made, "assessment_outcome_date", ["request_source", "age_band"], share("ok"))
    no = ended[(ended.assessment_outcome == "N") & (ended.week16_exception.fillna("none") == "none")].copy()
    no["ok"] = no.assessment_outcome_date <= no.received_date + pd.Timedelta(days=112)
    out.flow("refusals-to-issue-within-16-weeks", no, "assessment_outcome_date", [], share("ok"))

    r = r[~r.request_outcome.isin(["W", "H"]) & ~r.assessment_outcome.isin(["W", "H"])].copy()
    closed = r.request_outcome_date.where(
        r.request_outcome == "N", r.assessment_outcome_date.where(r.assessment_outcome.isin(["Y", "N"])))
    r["until"] = pd.concat([closed, r.death_date], axis=1).min(axis=1)
    r = r[r.week20_exception.fillna("none") == "none"]
    for day in days:
        late = on(r, "received_date", "until", day)
        late = late[late.received_date + pd.Timedelta(days=140) < day]
        out.stock("open-cases-beyond-20-weeks", day, late, [], lambda rows: rows.person_id.nunique())


def plans_with_ends(t):
    p = t["plans"].merge(t["persons"][["person_id", "birth_date", "death_date", "sex"]], on="person_id", how="left")
    p["held_from"] = p.reopened_date.fillna(p.transfer_in_date).fillna(p.start_date)
    p["held_until"] = p[["cease_date", "death_date"]].min(axis=1)
    return p


def plan_flows(out, p, first, last):
    new = within(p[p.transfer_in_date.isna() & p.reopened_from_plan_id.isna()], "start_date", first, last)
    out.flow("new-plans", with_band(new, "start_date"), "start_date", ["age_band", "sex"], count)
    came = within(p[p.reopened_from_plan_id.isna()], "transfer_in_date", first, last)
    out.flow("plans-transferred-in", with_band(came, "transfer_in_date"), "transfer_in_date", ["age_band"], count)
    again = p[["reopened_from_plan_id", "reopened_date"]].dropna()
    again = again.rename(columns={"reopened_from_plan_id": "plan_id", "reopened_date": "resumed"})
    ended = with_band(within(p, "held_until", first, last), "held_until").merge(again, on="plan_id", how="left")
    ended = ended[ended.resumed.dt.to_period("M") != ended.held_until.dt.to_period("M")]
    left = (ended.cease_reason == "5") & (ended.cease_date == ended.held_until)
    out.flow("plans-ceased", ended[~left], "held_until", ["age_band", "cease_reason"], count)
    out.flow("plans-transferred-out", ended[left], "held_until", ["age_band"], count)


def placed(t, p):
    """Main placements with their type, and the days on which they are in force."""
    x = t["placements"].merge(t["settings"][["setting_id", "provision"]], on="setting_id", how="left")
    unit = (x.sen_unit_indicator == "Y") | (x.resourced_provision_indicator == "Y")
    other = x.sen_setting.map({"EYP": "early_years", "OLA": "otherwise", "OPA": "otherwise", "EHE": "otherwise",
                               "NEET": "none", "NIEC": "none", "NIEO": "none", "OTH": "other"})
    x["provision"] = x.provision.fillna(other).mask(unit, "resourced_provision")
    x = x[x.placement_rank == 1].merge(p[["plan_id", "held_from", "held_until"]], on="plan_id")
    x["begins"] = x[["entry_date", "held_from"]].max(axis=1)
    x["ends"] = x[["leaving_date", "held_until"]].min(axis=1)
    return x.sort_values(["entry_date", "placement_id"])


def plan_stocks(out, t, p, days):
    x = placed(t, p)
    population = t["reference"]
    population = population[(population.series == "population") & (population.area == "home")]
    for day in days:
        held = on(p, "held_from", "held_until", day).copy()
        held["day"] = day
        held = with_band(held, "day")
        main = on(x, "begins", "ends", day).drop_duplicates("plan_id", keep="last")
        held = held.merge(main[["plan_id", "provision"]], on="plan_id", how="left")
        out.stock("active-plans", day, held, ["age_band", "provision"], lambda rows: rows.person_id.nunique())
        share_of_held(out, "plans-jointly-funded", day, held, "jap_agreed_date", "jap_end_date")
        share_of_held(out, "personal-budgets-as-share-of-plans", day, held, "pb_agreed_date", "pb_end_date")
        change(out, p, held, day)
        known = population[population[["as_at", "published_date"]].max(axis=1) <= day]
        newest = known[(known.as_at == known.as_at.max()) & (known.age_from >= 0) & (known.age_to <= 25)]
        out.add("plans-per-100-residents-aged-0-to-25", [day], "", [""],
                [100 * held.person_id.nunique() / newest.value.sum()])


def share_of_held(out, measure, day, held, start, end):
    has = set(on(held, start, end, day).plan_id)
    held = held.assign(has=held.plan_id.isin(has))
    out.stock(measure, day, held, ["age_band"],
              lambda rows: 100 * rows.person_id[rows.has].nunique() / rows.person_id.nunique())


def change(out, p, held, day):
    then = day - pd.DateOffset(years=1)
    before = on(p, "held_from", "held_until", then).copy()
    before["day"] = then
    before = with_band(before, "day")
    measure = "change-in-active-plans-over-a-year"
    then, now = before.person_id.nunique(), held.person_id.nunique()
    out.add(measure, [day], "", [""], [100 * (now - then) / then])
    then = before.groupby("age_band").person_id.nunique()
    now = held.groupby("age_band").person_id.nunique().reindex(then.index, fill_value=0)
    out.add(measure, [day] * len(then), "age_band", then.index, 100 * (now - then) / then)


def reviews(out, t, p, first, last, days):
    r = t["reviews"]
    met = within(r, "meeting_date", first, last)
    met["ok"] = met.la_attended == "Y"
    out.flow("share-of-reviews-attended", met, "meeting_date", ["review_type"], share("ok"))
    decided = within(r, "decision_date", first, last)
    decided["ok"] = decided.decision_date <= decided.meeting_date + pd.Timedelta(days=28)
    out.flow("review-decisions-within-4-weeks", decided, "decision_date", ["decision", "review_type"], share("ok"))
    drafted = within(r[(r.decision == "A") & r.decision_date.notna()], "draft_date", first, last)
    drafted["ok"] = drafted.draft_date <= drafted.decision_date + pd.Timedelta(days=56)
    out.flow("drafts-within-8-weeks-of-decision", drafted, "draft_date", ["review_type"], share("ok"))
    final = within(r[r.decision == "A"], "final_date", first, last)
    final["ok"] = final.final_date <= final.meeting_date + pd.Timedelta(days=84)
    out.flow("final-plans-within-12-weeks-of-meeting", final, "final_date", ["review_type"], share("ok"))
    r = r.merge(p[["plan_id", "held_from", "held_until"]], on="plan_id")
    amending = r[r.decision == "A"]
    for day in days:
        late = on(on(r, "held_from", "held_until", day), "meeting_date", "decision_date", day)
        late = late[late.meeting_date + pd.Timedelta(days=28) < day]
        out.stock("reviews-undecided-after-4-weeks", day, late, [], len)
        late = on(on(amending, "held_from", "held_until", day), "meeting_date", "final_date", day)
        late = late[late.meeting_date + pd.Timedelta(days=84) < day]
        out.stock("amendments-not-final-after-12-weeks", day, late, [], len)


def waits(out, t, first, last, days):
    r = t["referrals"].merge(t["persons"][["person_id", "birth_date", "death_date"]], on="person_id", how="left")
    r = r[r.service == "neurodevelopmental"].copy()
    r["to_contact"] = (r.first_contact_date - r.referral_date).dt.days / 7
    r["to_outcome"] = (r.outcome_date - r.first_contact_date).dt.days / 7
    seen = with_band(within(r[r.accepted != "N"], "first_contact_date", first, last), "first_contact_date")
    out.flow("median-wait-to-diagnostic-assessment", seen, "first_contact_date", ["condition"],
             lambda groups: groups.to_contact.median())
    told = within(r, "outcome_date", first, last)
    out.flow("median-wait-from-assessment-to-outcome", told, "outcome_date", ["condition"],
             lambda groups: groups.to_outcome.median())
    out.flow("mean-wait-for-autism-assessment", seen[seen.condition.isin(["asd", "both"])],
             "first_contact_date", ["age_band"], lambda groups: groups.to_contact.mean())
    r = r[r.accepted != "N"]
    r = r.assign(until=r[["first_contact_date", "closed_date", "death_date"]].min(axis=1),
                 standard=r.referral_date + pd.DateOffset(months=3))
    for day in days:
        late = on(r, "referral_date", "until", day)
        late = late[late.standard < day]
        out.stock("waiting-beyond-3-months-for-diagnosis", day, late, ["condition"],
                  lambda rows: rows.person_id.nunique())


def exclusions(out, t, first, last):
    x = t["exclusions"]
    x = within(x[(x.category == "suspension") & x.overturned_date.isna()], "start_date", first, last)
    x["send"] = x.sen_provision.isin(["K", "E"])
    out.flow("suspensions-of-pupils-with-send", x, "start_date", ["primary_need"], share("send"))


def money(out, t, days):
    x = t["ledger"]
    x = x[(x.block == "high_needs") & (x.scenario == "actual")].copy()
    year = x.financial_year.str[:4].astype(int)
    month = (x.period.clip(upper=12) + 2) % 12 + 1
    x["stated"] = pd.to_datetime(dict(year=year + (x.period > 9), month=month, day=1))
    x.loc[x.period == 13, "stated"] = x.stated + pd.Timedelta(days=30)
    x["age_band"] = x.age_band.where(x.age_band != "all_ages")
    x["independent"] = x.amount.where(x.provision.isin(INDEPENDENT), 0)
    for day in days:
        start = day.year if day.month >= 4 else day.year - 1
        spent = x[(x.financial_year == f"{start}-{(start + 1) % 100:02d}") & (x.stated <= day)]
        out.stock("high-needs-spend", day, spent, ["spend_class", "provision"], lambda rows: rows.amount.sum())
        out.stock("high-needs-central-spend", day, spent[spent.spend_class == "central"], [],
                  lambda rows: rows.amount.sum())
        out.stock("spend-in-independent-sector", day, spent, ["age_band"],
                  lambda rows: 100 * rows.independent.sum() / rows.amount.sum())


def compute(authority, t, as_at):
    out = Figures(authority)
    days = pd.date_range(end=as_at, periods=36, freq="M")
    first, last = days[0].replace(day=1), days[-1]
    p = plans_with_ends(t)
    requests(out, t, first, last, days)
    plan_flows(out, p, first, last)
    plan_stocks(out, t, p, days)
    reviews(out, t, p, first, last, days)
    waits(out, t, first, last, days)
    exclusions(out, t, first, last)
    money(out, t, days)
    return out.rows


def main(as_at, refused_file, out_file, folders):
    with open(refused_file) as file:
        refused = json.load(file)
    rows, reading, computing = [], 0.0, 0.0
    for folder in folders:
        start = time.perf_counter()
        tables = read(folder, refused.get(folder, {}))
        authority = pd.read_csv(f"{folder}/extract.yaml", sep=": ", engine="python", comment="#",
                                header=None, index_col=0)[1]["authority"]
        read_at = time.perf_counter()
        rows += compute(authority, tables, pd.Timestamp(as_at))
        reading += read_at - start
        computing += time.perf_counter() - read_at
    columns = ["authority", "measure", "month", "breakdown", "category", "value"]
    pd.DataFrame(rows, columns=columns).to_csv(out_file, index=False)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"reading": reading, "computing": computing, "peakBytes": peak, "pandas": pd.__version__}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
