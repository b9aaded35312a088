"""Treatments that are done to a person: one gets an operation, and does not take it."""

from __future__ import annotations

import re

from trialogue.eligibility.patterns import Pattern

_DONE = Pattern(
    r"\b(?:new (?:organ|kidney|liver|heart|lung)s?"
    r"|surger(?:y|ies)|operations?|procedures?|transplant(?:s|ed|ations?)?|radio(?:therapy|surgery)"
    r"|(?:radiation|x-ray|proton|heat|light|laser|shock|physical|occupational|speech|talk(?:ing)?"
    r"|behaviou?ral|cognitive|group|family|art|music|exercise|oxygen|renal replacement|kidney replacement"
    r"|dialysis|endoscopic|interventional|percutaneous|wound|dental|electric|electroconvulsive|support)"
    r" (?:therapy|therapies|treatments?)|(?:ir)?radiation|brachytherapy|psychotherapy|physiotherapy"
    r"|phototherapy|cryotherapy|chemoradiation|(?:h[a]?emo)?dialysis|blood washing(?: by a machine)?"
    r"|transfusions?|biops(?:y|ies)|stents?|stenting|implants?|implantation|pacemakers?|catheters?"
    r"|catheteri[sz]ation|ablations?|embolization|vaccin(?:es?|ations?)|immuni[sz]ations?|acupuncture"
    r"|massages?|ventilation|intubation|plasma exchange|plasmapheresis|apheresis|resections?|grafting"
    r"|amputations?|blood from someone else|breathing machines?|devices?"
    r"|bypass|angioplasty|prosthes[ei]s|scans?|mri|counseling|anesthesia|anaesthesia"
    r"|\w{2,}(?:ectomy|ectomies|plasty|plasties|otomy|ostomy|oscopy)"
    r"|ventilators?|respirators?|cannulas?|tubes?|pumps?|shunts?|grafts?|injections?|infusions?|shots?|drips?"
    r"|(?:extra )?oxygen|oxygenation|(?:life|breathing|ventilatory|respiratory) support|machine breathing"
    r"|breathing help"
    r"|airway pressure|cpap|bipap|revasculari[sz]ation|photocoagulation|(?:h|a)?sct|ostomy|pci|cabg"
    r"|plasma)$"
)
_ITEMS = re.compile(r"(?:, |; | )(?:or |and |and/or )|[,;] ")
_HEAD = re.compile(r" (?:of|for|to|on|in|with|through|by) ")
_CASE = re.compile(r"\s*\([^()]*\)$")
_LISTED = re.compile(r"^(?:this|these): ")


def is_done(name: str) -> bool:
    """Whether all that a name names is done to a person; False where some of it may be taken."""
    items = [_CASE.sub("", item) for item in _ITEMS.split(_LISTED.sub("", name.strip(" “”"))) if item]
    return bool(items) and all(_DONE.search(_HEAD.split(item)[0]) for item in items)
