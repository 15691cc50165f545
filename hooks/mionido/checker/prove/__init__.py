"""What must hold of the rules in all situations, and in which it does not.

| File | Is about |
|---|---|
| diagrams.py | all situations at once, as decision diagrams |
| law.py | what the proofs know of a law, and what they find |
| rules.py | P1 to P5, P7, P10, P12, P18: the rules, each by itself and on other days |
| together.py | P16, P17: what outcomes say beside each other |
| readers.py | P6, P13, P14, P15: what the engine says to readers who do not know everything |
| questions.py | how many questions readers get |
| changes.py | where two versions of the rules disagree |

The proofs about rules are exact: they hold in every situation there is. Those about readers hold the
engine beside the diagrams, for readers drawn at random, the same each time. P8, P9, P11 and P19 are
about texts, sources and cases, and stand in `commands/report.py`.
"""
