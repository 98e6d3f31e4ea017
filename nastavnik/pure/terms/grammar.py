"""First level of the grammar: years, rhythms, events, conditions, references, labels."""

from __future__ import annotations

from nastavnik.pure.terms import phrases
from nastavnik.pure.terms.cascade import Level
from nastavnik.pure.terms.years import (
    one_year,
    said_year,
    short_span,
    short_year,
    year_list,
    year_span,
)

UNIT = "[day week months quarter half year yr term]"
SPAN = f"(?:num? working? {UNIT} | next working? day | termlength deadline?)"
STRONG = (
    "(?:and? [rhythm then always bound during month num fulldate date asfar incase until from"
    " whole each notlater notearlier through])"
)
DATE = "(?:fulldate | date | num? month)"
TAIL = (
    f"(?! and? (?:until | by) (?: {DATE} | [begin end] [school year yr year4 num current month]))"
    "(?:[^stop open close comma rhythm then always bound during]"
    f" | comma (?! {STRONG} | by (?:need | schedule | weekday)))"
)
WORDS = "(?:word | event | need | schedule | realization | label num? | slash | and (?=word))"
REST = (
    f"(?:{WORDS} | by | of fulldate | dash (?=[word schedule])"
    " | in? year4 (?:[dash slash] [year4 num])? school? slash? [year yr]?)*"
)
LEAD = "[during notlater notearlier through in bound deadline]*"
# «К» names a term at the beginning only: «привлечение к участию» does not.
UP_TO = "(?: until | ^to | (?<=comma)to | (?<=open)to | (?<=period)to)"
EVENTLIKE = f"(?=[begin end event realization word]) (?:{TAIL})+"
NTH = "[num last] (?:[comma and]+ [num last])+"
EVENT = "[event realization]"
DATED = "(?! each? num? month | fulldate | date | year4 | num (?:quarter | half))"
SCHOOL_YEAR = "(?:school slash? [year yr])"

LEVEL = Level(
    [
        # events
        (f"{LEAD} {SPAN} after (?:{TAIL})+", phrases.after_event),
        (f"{LEAD} {SPAN} from (?=[begin event]) (?:{TAIL})+", phrases.after_event),
        (
            f"{LEAD} for (?! num [half quarter term year yr]) {SPAN} until (?:{TAIL})+",
            phrases.before_event,
        ),
        (f"notlater {SPAN} until {EVENTLIKE}", phrases.before_event),
        (f"[until to] each (?:{TAIL})+", phrases.at_event),
        (f"{LEAD} {SPAN} upon (?:{TAIL})+", phrases.upon_event),
        ("upon each? [quarter term half months]", phrases.each_upon),
        (f"upon (?:{TAIL})+", phrases.upon_event),
        (f"after {DATED} (?:{TAIL})+", phrases.at_event),
        (f"onday {EVENT} (?:{TAIL})*", phrases.on_day),
        (
            f"{UP_TO} (?:[begin end] (?:word | {EVENT} | holidays) | {EVENT}) (?:{TAIL})*",
            phrases.at_event,
        ),
        (
            "except? [during in]? period? (?:season period?)? holidays"
            " (?:year4 (?:[dash slash] [year4 num])? school? slash? [year yr]*)?",
            phrases.holidays,
        ),
        (
            "during num? working? [day week months] (?! month | comma? following | each)",
            phrases.unanchored,
        ),
        ("during num [year yr]", phrases.unanchored),
        ("through day (?! after)", phrases.every_other_day),
        ("through num? working? [day week months] (?! after)", phrases.unanchored),
        ("in termlength deadline?", phrases.unanchored),
        # conditions and references
        (f"[by asfar incase] word? need {WORDS}*", phrases.needed),
        (f"asfar (?:{TAIL})+", phrases.as_far_as),
        (f"incase event {WORDS}*", phrases.needed),
        (f"according {REST}", phrases.reference),
        (f"by (?:word | event){{0,2}} schedule {REST}", phrases.reference),
        ("of fulldate (?! until)", phrases.reference),
        ("of num month year4 [year yr]* (?! until)", phrases.reference),
        ("label [num year4 date clock] (?:[dash slash] [num date])*", phrases.label),
        ("num (?:[dash comma and slash]+ num)* label (?! dash? date)", phrases.label),
        (f"of num {UNIT}? until num {UNIT}", phrases.label),
        # rhythms
        (
            "bound? (?:num (?:[dash slash] num)?)? times [in slash for during]?"
            f" each? num? school? {UNIT}",
            phrases.counted,
        ),
        (f"bound? twice [in during]? each? num? school? {UNIT}", phrases.counted),
        (f"in {UNIT} dash? num times", phrases.counted_before),
        ("bound? num (?:dash num)? times rhythm", phrases.rhythm_counted),
        ("rhythm comma? open? bound? num (?:dash num)? times (?! in)", phrases.rhythm_counted),
        ("by [half term quarter months week] (?! num)", phrases.each),
        (f"{NTH} weekday months?", phrases.several_weekdays),
        (f"[begin middle end] each school? {UNIT}", phrases.edge_of_each),
        ("each [num last] weekday months", phrases.each_nth_weekday),
        ("(?:by | each) weekday (?:[comma and]+ weekday)*", phrases.weekly),
        ("from weekday [by dash] weekday", phrases.weekday_span),
        (f"each num? school? {UNIT}", phrases.each),
        ("then [year yr]", phrases.then_yearly),
        ("each (?=num? month)", phrases.each_month),
        ("each (?=num dayno)", phrases.each_day_number),
        # years
        (
            "(?:from year4 [year yr]* [by dash until] | year4 [year yr]? [dash slash])"
            " in? year4 school? slash? [year yr]*",
            year_span,
        ),
        ("year4 [dash slash] num school? slash? [year yr]+", short_span),
        ("year4 slash num (?! month)", short_span),
        (f"num [dash slash] num {SCHOOL_YEAR}", short_span),
        ("year4 [year yr]? (?:[comma and]+ year4 [year yr]?)+", year_list),
        ("num num year4 [year yr]?", phrases.spaced_date),
        ("year4 school? slash? [year yr]*", one_year),
        ("(?<=month) num [year yr]", short_year),
        ("thisyear", said_year("this", "this")),
        ("current school? [year yr]", said_year("current", "school_year")),
        ("next school? [year yr]", said_year("next", "next_school")),
        ("new school? [year yr]", said_year("next", "new_school")),
        ("[year yr] comma? following", said_year("following", "following")),
        ("school slash? [year yr]", said_year("school_year", "school_year")),
        ("year", said_year("year", "year")),
        (
            "(?: (?:[during in] whole? | whole) [period deadline] | period | (?<=end)deadline)"
            f" realization {WORDS}*",
            said_year("period", "period"),
        ),
        (
            "(?:during whole? | whole) [period deadline] (?! from | year4)",
            said_year("period", "period"),
        ),
        (f"during realization {WORDS}*", said_year("period", "period")),
        (f"during whole {WORDS}+", said_year("period", "period")),
        # months of a rhythm
        ("months comma? following", phrases.next_month),
        ("(?<=dayno)following", phrases.next_month),
        ("next months", phrases.next_month),
        ("num months next quarter", phrases.next_quarter),
        ("[num last] months quarter", phrases.month_of_quarter),
        ("[num last] working? day quarter", phrases.day_of_quarter),
        ("[until to notlater] end quarter", phrases.day_of_quarter),
        ("[begin middle end] quarter", phrases.edge_of_quarter),
    ]
)
