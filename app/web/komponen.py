"""Which parts of a page are so small and so many that calling a macro costs more than drawing them?"""

from functools import lru_cache

from markupsafe import Markup


@lru_cache(maxsize=1024, typed=True)  # typed: markup of ours equals the same text of others, which must be escaped
def status_tag(label: str, rona: str = "netral") -> Markup:
    """Where something stands, as a coloured tag; the words carry the meaning. A few words stand on thousands of tags,
    so each is drawn once."""
    return Markup('<strong class="govuk-tag sahih-rona--{}">{}</strong>').format(rona, label)
