"""The checker: what the rules of a law say of a reader's answers.

| File | Is about |
|---|---|
| compiled.py | what compiled rules look like: plain, typed data without any words |
| compile.py | content to compiled rules, with the numbers of one day filled in |
| engine.py | the rules as they are in force on one day, and a memory of what was worked out |
| days.py | days and parts of days, adding and shifting, the few days that stand for all others |
| conditions.py | logic with "not known", and one comparison of one answer |
| rules.py | what rules and outcomes say of the answers there are, and which fact they wait for |
| residual.py | what answers leave open of an outcome: for whom that is the same, it is worked out once |
| decide.py | what an outcome is, or can still be, over all that the missing answers can be |
| explain.py | what is missing, which answers are the reason, and on which rules it rests |
| deadlines.py | the reader's own dates |
| ask.py | which question comes next, and about how many are left |
| graph.py, picture.py | each outcome as linked questions, and where they stand in a drawing |
| prove/ | what must hold in all situations, and in which it does not |
| script.py | modules in JavaScript joined into the scripts that a phone loads |

The twin in JavaScript lies beside the engine, file for file: the same functions in the same order. Only
residual.py has none: it saves work where many readers are asked, and a phone has one.

An answer is an id, "yes" or "no", "absent", a whole number, or a day: "2023-06-15". A question with
several answers tells a fact for each, such as "letters.fine", which is "yes" or "no". Of a day only the month or year
may be known, "2023-06" or "2023"; it is then any day in it. An answer that is not there is not known.
"""
