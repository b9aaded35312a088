"""``trialogue vocabulary``: import names of diseases and drugs, so that search knows more synonyms."""

from __future__ import annotations

from pathlib import Path

from cyclopts import App

from trialogue.cli.context import print_json, settings_and_origins

app = App(name="vocabulary", help="Import MeSH, MONDO, Disease Ontology or DrugBank names.")


@app.command(name="import")
def import_(*paths: Path, json: bool = False) -> None:
    """Import vocabulary files. Search uses them at once; importing a file again replaces it.

    Read are: MeSH descriptors (XML or ASCII) and tree lists; MONDO mappings (SSSOM) and OBO; Disease
    Ontology (OBO, tables); the DrugBank vocabulary (CSV). Each may be compressed with gzip.

    Parameters
    ----------
    paths
        The files.
    json
        One JSON document.
    """
    from trialogue.errors import UsageError
    from trialogue.index.vocabulary import import_vocabulary
    from trialogue.wiring import VOCABULARIES_FOLDER

    if not paths:
        raise UsageError("vocabulary import: name at least one file")
    folder = settings_and_origins()[0].folder / VOCABULARIES_FOLDER
    imported = [import_vocabulary(path, folder) for path in paths]
    if json:
        print_json([{"file": one.file, "terms": one.terms, "names": one.names} for one in imported])
        return
    for one in imported:
        names = f"{one.names:,} names that lead to others" if one.names else "no synonyms in this file"
        print(f"{one.file}: {one.terms:,} terms, {names}.")
