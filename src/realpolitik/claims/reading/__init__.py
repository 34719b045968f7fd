"""Reading an article into claims: its text, its statements, the measures that test them, the verdicts."""

from realpolitik.claims.reading.check import Checked, Report, check
from realpolitik.claims.reading.meaning.statements import Reader, Statement
from realpolitik.claims.reading.reader import GrammarReader
from realpolitik.claims.reading.saving import claims_yaml
from realpolitik.claims.reading.text.article import Article, make_article, open_article

__all__ = [
    "Article",
    "Checked",
    "GrammarReader",
    "Reader",
    "Report",
    "Statement",
    "check",
    "claims_yaml",
    "make_article",
    "open_article",
]
