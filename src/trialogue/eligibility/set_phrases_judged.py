"""Set phrases on other trials, and on what a doctor holds against it: data of ``read_set_phrase``."""

from __future__ import annotations

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.set_phrases import DOCTORS, WHO

_STUDY = r"(?:trials?|stud(?:y|ies)|experiments?|research(?:es)?|protocols?|(?:drug|device) tests?)(?:\(s\))?"
_OTHERS = (
    r"(?:other|another|different|investigational|interventional|concurrent|experimental|any|clinical"
    r"|therapeutic)"
)
#: Another trial: which of now, before and to come is told by the words.
OTHER_TRIAL = Pattern(
    rf"{WHO}(?:(?:simultaneous(?:ly)?|concurrent(?:ly)?|current|recent(?:ly)?|previous(?:ly)?"
    rf"|prior|already|active(?:ly)?"
    r"|also|or|and|planned|planning|to|in|within|the|past|last|former(?:ly)?|still)\s+)*"
    r"(?:participat\w*|enrol\w*|registr\w*|registered|involv\w*|inclu(?:ded|sion)|join\w*"
    r"|tak(?:e|es|ing|en) part"
    rf"|took part|recruited|attend\w*)\b(?=.{{0,140}}\b{_OTHERS}\b.{{0,60}}\b{_STUDY}).{{3,240}}"
)
OTHER_TRIAL_OR_DRUG = Pattern(
    rf"{WHO}(?:(?:current|previous|prior|recent|use|treatment|receipt|received|receiving"
    rf"|treated|taken|taking|or|and|of"
    r"|with|an?|any|another|other|\([^()]{3,60}\))\s+)+(?:investigational|experimental|imp|study drugs?)\b"
    rf".{{0,80}}\bor\b.{{0,20}}\b(?:participat\w*|enrol\w*)\b.{{0,100}}\b{_STUDY}.{{0,80}}"
)
#: Another demand stands in it.
NO_TRIAL = Pattern(
    r"\b(?:not|no|unless|except\w*|if|history|disease|allerg\w*|surgery|pregnan\w*|cancer"
    r"|infections?|unable|unwilling"
    r"|this (?:study|trial)|same (?:study|trial)|present (?:study|trial)|household|sibling|observational"
    r"|relatives?|family|spouse|personnel|staff|employees?|(?:participation|inclusion) (?:of|by))\b|[;①-⑳]"
    r"|\b(?:or|and) (?:(?:who|that|patients?|subjects?) )?(?:has|have|had|is|are|with|received"
    r"|receiv\w+|use of|taking)\b"
    r"(?! (?:been |previously |also )?(?:participat|enrolled|completed|taken part|discontinued"
    r"|includ|involv))"
)
#: What a doctor holds against it.
DOCTOR = Pattern(
    rf"(?=.*\b{DOCTORS}\b)(?=.*\b(?:opinion|judg\w*|consider\w*|deem\w*|think\w*|thinks|believ\w*|discretion"
    r"|determin\w*|view|assess\w*|decision|according|evaluat\w*)\b)(?=.*\b(?:unsuitab\w*"
    r"|in-?appropriate\w*|improper"
    r"|not (?:be )?(?:suitable|appropriate|applicable|eligible|fit|proper|qualified"
    r"|acceptable)|unfit|ineligible"
    r"|unsafe|unacceptable|increase[sd]? (?:the )?risks?|prevent\w*|preclud\w*|discourage\w*|disqualif\w*"
    r"|undesirable|hinder\w*|incompatible|put .{0,40} at risk)\b).{10,400}"
)
