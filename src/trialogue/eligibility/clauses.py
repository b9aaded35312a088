"""Words that a clause about the name before it begins with."""

from __future__ import annotations

from trialogue.eligibility.patterns import Pattern

#: What can say more of a name that it stands behind; anything else is another thing ("wounds, ulcer").
BEGINS = Pattern(
    r"[(\[≤≥<>\d]|(?:that|which|who|whose|whom|requiring|requires?|required|with|without|within|except"
    r"|unless|other than|excluding"
    r"|including|such as|as|defined|due|secondary|caused|associated|related|for|in|if|when|at|on|by"
    r"|during|prior|before"
    r"|after|since|from|not|based|according|confirmed|documented|diagnosed|treated|resulting|leading"
    r"|likely|judged"
    r"|considered|deemed|where|while|because|under|per|over|until|following|affecting|involving"
    r"|meeting|lasting|via|upon"
    r"|like|regardless|unrelated|refractory|despite|containing|contained|included|listed|found|known|believed|among|to|towards"
    r"|against|between|through\w*"
    r"|ongoing|necessitating|managed|controlled|whether|currently|planned|scheduled|is|are|was|were"
    r"|has|have|had|must|may"
    r"|can|could|would|will|should|eligible|suitable|amenable|used|e\.?g|i\.?e)\b"
)
