"""Texts of many kinds, byte for byte: heading, day and how it is known, language, and each sentence with its place and who says it."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import make_article

RAW = {
    "a heading, a dateline and two paragraphs": b"Trade grows\n\nApril 20, 2024\n\nTrade rose. It fell last year.\n\nWang Yi said trade will grow.",
    "a first line that ends in a stop is no heading": b"Trade grows.\n\nIt rose in 2023 and fell.",
    "a first line of 120 letters is none": b"x"*120+b"\n\nIt rose in March 2023.",
    "a heading of 119 letters": b"y"*119+b"\n\nIt rose in Mar. 3, 2023 to 5.",
    "one paragraph has no heading": b"Trade rose in 2021",
    "a day in words, day first": b"Trade\n\n3rd Oct. 2022\n\nIt rose.",
    "a day that cannot be": b"Trade\n\nFebruary 30, 2022\n\nIt rose.",
    "a day of digits that cannot be": b"Trade\n\n2022-02-30\n\nIt rose.",
    "a day of digits": b"Trade\n\n2022-02-28\n\nIt rose.",
    "a day in the last paragraph": b"Trade rose\n\nthe one\n\nthis two\n\nc three\n\nd four\n\nthe five\n\nf six\n\ng seven\n\n1 May 2020",
    "a day in the seventh paragraph is not looked at": b"Trade rose\n\nthe one\n\nthis two\n\nc three\n\nd four\n\nthe five\n\n1 May 2020\n\ng seven\n\nh eight\n\ni nine",
    "a day that the text tells of": b"Trade\n\nOn 4 October 1957 it began.\n\nTrade rose in 2019.",
    "nine years later it is its own": b"Trade\n\nOn 4 October 2010 it began.\n\nTrade rose in 2019.",
    "ten years later it is told of": b"Trade\n\nOn 4 October 2009 it began.\n\nTrade rose in 2019.",
    "a month that is named": b"Trade rose in March 2021 and in June 2020.",
    "no day at all": b"Trade rose.",
    "front matter": b"---\ntitle: 'Gas'\ndate: 2024-07-09\n---\nIt **rose** by 3.5 per cent [so](https://x.org).",
    "front matter with another name of the day": b"---\ntitle: \"Oil\"\npublished: 2023-01-02\n...\nIt rose.",
    "Windows-1252": "Brasília rose in 2023 by 5 %.".encode("cp1252"),
    "Latin-1 that says so": b"<html><head><meta charset=\"iso-8859-1\"><title>T</title></head><body><p>Bras\xedlia rose in 2023.</p></body></html>",
    "a page that names no encoding there is": b"<html><meta charset=\"none-such\"><body><p>Trade rose in 2023.</p></body></html>",
    "UTF-8 with a mark": b"\xef\xbb\xbfTrade rose in 2023.",
    "UTF-16": "Trade rose in 2023.".encode("utf-16"),
    "UTF-32 of the other order": b"\x00\x00\xfe\xff"+"Trade rose in 2023.".encode("utf-32-be"),
    "UTF-8 with one byte broken": "Brasília und Köln, año, señor, Straße: é è ê ü".encode()+b" \xff rose in 2023.",
    "signs that are not seen": "Tra\u00adde\u200b ro\u202ese\u00a0in\u2009 2023.\r\nIt fell.\r".encode(),
    "letters that are put together": "Bra\u0301zil rose in 2023.".encode(),
    "an interview": b"Ann Lee: How is trade?\n\nXu Bo: It rose in 2023.\n\nIt will go on.\n\nLee: And oil?\n\nBo: That too.",
    "an interview of Q and A": b"Q: How is trade?\n\nA: It rose in 2023.\n\nQ: And oil?\n\nA: That too.",
    "one colon is no interview": b"Note: trade rose.\n\nXu Bo: it fell in 2023.",
    "who says it": "According to the Putin, trade rose in 2023. As Wang Yi said it, trade fell. Xi, who knows, told reporters so. “It rose,” said Scholz. Trade rose, says China and Xi said so.".encode(),
    "sentences": "The U.S. paid $3.5 billion. \"It is true.\" Mr. Xi agreed. J. Smith of the U.K. The rest fell! so it was. Vitamin C. The end… No? yes. (Approx. 3.) “Really?!” Done.".encode(),
    "a sentence of 1501 letters": (b"word "*300)+b"w rose in 2023.",
    "a sentence of 1500 letters": b"a"*1500,
    "a sentence without a space": b"b"*1600+b" 2023.",
    "a wrapped text": b"Trade between Chi-\nna and Russia\nrose in 2023.\nIt was large.\nAnd so on.\n\n- 12 -\n\nPage 3 of 12\n\n7/12\n\nIt is **very** __large__, `so`.",
    "a table, a list and code": b"# Head\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n1. one rose\n2) two fell\n* three\n> four\n\n```\nx = 1.\n```\n\n---\n\nThe end in 2023.",
    "long lines are paragraphs": (b"This is a long line of text that goes on and on about trade between China and Russia and about what became of it in the year 2023, " + b"and further on and on, until it has more than two hundred letters in all, so that it is told from a wrapped one.\n")*2+b"Short end.",
    "pages with a running head": b"The Journal\nTrade between Chi-\nna and Russia\nrose to 240 billion.\n- 1 -\fThe Journal\nIt fell in 2023\n\n2\f\nThe Journal\nby 5 per cent.\n3",
    "noise": "Photo: a ship.\n\nSubscribe now\n\nTrade rose in 2023.\n\nRead more: China\n\n© 2024 A Paper\n\nimf-imts trade figures https://data.imf.org".encode(),
    "a page": b"<!DOCTYPE html [<!ENTITY a 'b'>]><html><head><title>Trade grows | The Paper</title><meta property='article:published_time' content='2024-05-06T10:00'></head><body><nav>Home</nav><h1>Trade <em>grows</em></h1><p>Trade &amp; more<br>rose.<script>x<p>y</script><p>It fell<ul><li>one<li>two</ul><div class='newsletter'>Sign up</div><p hidden>no</p><p aria-hidden='true'>no</p><figure>f</figure><!-- c --><p>a < b and <b>so</b>.</p><h1>More</h1></body></html>",
    "a page with a time": b"<article><h1>A</h1><time datetime='2023-02-01'>x</time><p>Rose.<img src=x>Fell.</p></div></p><p>Well.</p></article>",
    "a page without a heading": b"<html><head><title> The\n title </title></head><body><p>Trade rose.</p><span/>so<hr/>and</body></html>",
    "a page with linked data": b"<html><body><script type='application/ld+json'>{\"datePublished\" : \"2022-03-04T01:00\"}</script><p>Trade rose.</p></body></html>",
    "a page with a day to come": b"<html><head><meta name='date' content='2999-01-01'><meta itemprop='datePublished' content='May 3, 2021'></head><body><p>Trade rose.</p></body></html>",
    "a page that is never ended": b"<html><body><p>Trade rose.<!-- and so on <p>It fell.",
    "a page of many boxes": b"<html><body>"+b"<div>"*300+b"<p>Trade rose.</p>"+b"</div>"*300+b"<p>It fell.</p></body></html>",
    "French": "Le commerce entre la Chine et la Russie est plus important que dans les années passées, et il a augmenté en 2023.".encode(),
    "Russian": "Торговля Китая с Россией выросла в два раза.".encode(),
    "Chinese": "中国与俄罗斯的贸易额在2023年大幅增长。".encode(),
    "few words of French": b"Le commerce de la Chine.",
    "capital I with a dot": "İ<SCRIPT>x</SCRIPT><p>Trade rose in 2023.</p>".encode(),
}  # fmt: skip
"""What a file holds."""
READ = {
    "a heading, a dateline and two paragraphs": [
        "Trade grows | 2024-04-20 found | English | 12 words",
        "0 0-11 the author: Trade rose.",
        "0 12-30 the author: It fell last year.",
        "1 0-29 Wang Yi: Wang Yi said trade will grow.",
    ],
    "a first line that ends in a stop is no heading": [
        " | 2024-06-30 guessed | English | 8 words",
        "0 0-12 the author: Trade grows.",
        "1 0-25 the author: It rose in 2023 and fell.",
    ],
    "a first line of 120 letters is none": [
        " | 2023-03-31 guessed | English | 6 words",
        "0 0-120 the author: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx … xxxxxxxxxxxxxxxxxxxx",
        "1 0-22 the author: It rose in March 2023.",
    ],
    "a heading of 119 letters": [
        "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy | 2023-03-03 found | English | 8 words",
        "0 0-29 the author: It rose in Mar. 3, 2023 to 5.",
    ],
    "one paragraph has no heading": [
        " | 2022-06-30 guessed | English | 4 words",
        "0 0-18 the author: Trade rose in 2021",
    ],
    "a day in words, day first": [
        "Trade | 2022-10-03 found | English | 2 words",
        "0 0-8 the author: It rose.",
    ],
    "a day that cannot be": [
        "Trade | 2022-02-28 guessed | English | 5 words",
        "0 0-17 the author: February 30, 2022",
        "1 0-8 the author: It rose.",
    ],
    "a day of digits that cannot be": [
        "Trade | 2023-06-30 guessed | English | 2 words",
        "0 0-8 the author: It rose.",
    ],
    "a day of digits": [
        "Trade | 2022-02-28 found | English | 2 words",
        "0 0-8 the author: It rose.",
    ],
    "a day in the last paragraph": [
        "Trade rose | 2020-05-01 found | English | 14 words",
        "0 0-7 the author: the one",
        "1 0-8 the author: this two",
        "2 0-7 the author: c three",
        "3 0-6 the author: d four",
        "4 0-8 the author: the five",
        "5 0-5 the author: f six",
        "6 0-7 the author: g seven",
    ],
    "a day in the seventh paragraph is not looked at": [
        "Trade rose | 2020-05-31 guessed | English | 16 words",
        "0 0-7 the author: the one",
        "1 0-8 the author: this two",
        "2 0-7 the author: c three",
        "3 0-6 the author: d four",
        "4 0-8 the author: the five",
        "5 0-7 the author: g seven",
        "6 0-7 the author: h eight",
        "7 0-6 the author: i nine",
    ],
    "a day that the text tells of": [
        "Trade | 2020-06-30 guessed | English | 10 words",
        "0 0-27 the author: On 4 October 1957 it began.",
        "1 0-19 the author: Trade rose in 2019.",
    ],
    "nine years later it is its own": [
        "Trade | 2010-10-04 found | English | 10 words",
        "0 0-27 the author: On 4 October 2010 it began.",
        "1 0-19 the author: Trade rose in 2019.",
    ],
    "ten years later it is told of": [
        "Trade | 2020-06-30 guessed | English | 10 words",
        "0 0-27 the author: On 4 October 2009 it began.",
        "1 0-19 the author: Trade rose in 2019.",
    ],
    "a month that is named": [
        " | 2021-03-31 guessed | English | 9 words",
        "0 0-42 the author: Trade rose in March 2021 and in June 2020.",
    ],
    "no day at all": [
        " | today | English | 2 words",
        "0 0-11 the author: Trade rose.",
    ],
    "front matter": [
        "Gas | 2024-07-09 stated | English | 7 words",
        "0 0-27 the author: It rose by 3.5 per cent so.",
    ],
    "front matter with another name of the day": [
        "Oil | 2023-01-02 stated | English | 2 words",
        "0 0-8 the author: It rose.",
    ],
    "Windows-1252": [
        " | 2024-06-30 guessed | English | 7 words",
        "note: not UTF-8: read as Windows-1252, so that accents may be wrong",
        "0 0-29 the author: Brasília rose in 2023 by 5 %.",
    ],
    "Latin-1 that says so": [
        "T | 2024-06-30 guessed | English | 4 words",
        "0 0-22 the author: Brasília rose in 2023.",
    ],
    "a page that names no encoding there is": [
        " | 2024-06-30 guessed | English | 4 words",
        "0 0-19 the author: Trade rose in 2023.",
    ],
    "UTF-8 with a mark": [
        " | 2024-06-30 guessed | English | 4 words",
        "0 0-19 the author: Trade rose in 2023.",
    ],
    "UTF-16": [
        " | 2024-06-30 guessed | English | 4 words",
        "0 0-19 the author: Trade rose in 2023.",
    ],
    "UTF-32 of the other order": [
        " | 2024-06-30 guessed | English | 4 words",
        "0 0-19 the author: Trade rose in 2023.",
    ],
    "UTF-8 with one byte broken": [
        " | 2024-06-30 guessed | English | 14 words",
        "note: 1 sign could not be decoded and stands as �",
        "0 0-62 the author: Brasília und Köln, año, señor, Straße: é è ê ü � rose in 2023.",
    ],
    "signs that are not seen": [
        " | 2024-06-30 guessed | English | 6 words",
        "note: 1 mark that changes the direction of writing was removed",
        "0 0-19 the author: Trade rose in 2023.",
        "1 0-8 the author: It fell.",
    ],
    "letters that are put together": [
        " | 2024-06-30 guessed | English | 4 words",
        "0 0-20 the author: Brázil rose in 2023.",
    ],
    "an interview": [
        " | 2024-06-30 guessed | English | 21 words",
        "0 9-22 Ann Lee: How is trade?",
        "1 7-23 Xu Bo: It rose in 2023.",
        "2 0-14 Xu Bo: It will go on.",
        "3 5-13 Ann Lee: And oil?",
        "4 4-13 Xu Bo: That too.",
    ],
    "an interview of Q and A": [
        " | 2024-06-30 guessed | English | 15 words",
        "0 3-16 Q: How is trade?",
        "1 3-19 A: It rose in 2023.",
        "2 3-11 Q: And oil?",
        "3 3-12 A: That too.",
    ],
    "one colon is no interview": [
        " | 2024-06-30 guessed | English | 9 words",
        "0 0-17 the author: Note: trade rose.",
        "1 0-23 the author: Xu Bo: it fell in 2023.",
    ],
    "who says it": [
        " | 2024-06-30 guessed | English | 33 words",
        "0 0-43 Putin: According to the Putin, trade rose in 2023.",
        "0 44-75 Wang Yi: As Wang Yi said it, trade fell.",
        "0 76-109 Xi: Xi, who knows, told reporters so.",
        "0 110-133 Scholz: “It rose,” said Scholz.",
        "0 134-172 China: Trade rose, says China and Xi said so.",
    ],
    "sentences": [
        " | today | English | 32 words",
        "0 0-27 the author: The U.S. paid $3.5 billion.",
        "0 28-41 the author: \"It is true.\"",
        "0 42-56 the author: Mr. Xi agreed.",
        "0 57-77 the author: J. Smith of the U.K.",
        "0 78-103 the author: The rest fell! so it was.",
        "0 104-123 the author: Vitamin C. The end…",
        "0 124-132 the author: No? yes.",
        "0 133-145 the author: (Approx. 3.)",
        "0 146-156 the author: “Really?!”",
        "0 157-162 the author: Done.",
    ],
    "a sentence of 1501 letters": [
        " | 2024-06-30 guessed | English | 304 words",
        "0 0-1499 the author: word word word word word word word word  …  word word word word",
        "0 1500-1515 the author: w rose in 2023.",
    ],
    "a sentence of 1500 letters": [
        " | today | English | 1 words",
        "0 0-1500 the author: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa … aaaaaaaaaaaaaaaaaaaa",
    ],
    "a sentence without a space": [
        " | 2024-06-30 guessed | English | 2 words",
        "0 0-1500 the author: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb … bbbbbbbbbbbbbbbbbbbb",
        "0 1500-1606 the author: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb … bbbbbbbbbbbbbb 2023.",
    ],
    "a wrapped text": [
        " | 2024-06-30 guessed | English | 19 words",
        "0 0-44 the author: Trade between China and Russia rose in 2023.",
        "1 0-13 the author: It was large.",
        "2 0-10 the author: And so on.",
        "3 0-21 the author: It is very large, so.",
    ],
    "a table, a list and code": [
        "Head | 2024-06-30 guessed | English | 10 words",
        "0 0-8 the author: one rose",
        "1 0-8 the author: two fell",
        "2 0-10 the author: three four",
        "3 0-16 the author: The end in 2023.",
    ],
    "long lines are paragraphs": [
        " | 2024-06-30 guessed | English | 106 words",
        "0 0-243 the author: This is a long line of text that goes on …  from a wrapped one.",
        "1 0-243 the author: This is a long line of text that goes on …  from a wrapped one.",
        "2 0-10 the author: Short end.",
    ],
    "pages with a running head": [
        " | 2024-06-30 guessed | English | 17 words",
        "0 0-51 the author: Trade between China and Russia rose to 240 billion.",
        "1 0-30 the author: It fell in 2023 by 5 per cent.",
    ],
    "noise": [
        " | 2025-06-30 guessed | English | 4 words",
        "0 0-19 the author: Trade rose in 2023.",
    ],
    "a page": [
        "Trade grows | 2024-05-06 stated | English | 14 words",
        "0 0-12 the author: Trade & more",
        "1 0-5 the author: rose.",
        "2 0-7 the author: It fell",
        "3 0-3 the author: one",
        "4 0-3 the author: two",
        "5 0-13 the author: a < b and so.",
        "6 0-4 the author: More",
    ],
    "a page with a time": [
        "A | 2023-02-01 stated | English | 3 words",
        "0 0-1 the author: x",
        "1 0-10 the author: Rose.Fell.",
        "2 0-5 the author: Well.",
    ],
    "a page without a heading": [
        "The title | today | English | 4 words",
        "0 0-11 the author: Trade rose.",
        "1 0-2 the author: so",
        "2 0-3 the author: and",
    ],
    "a page with linked data": [
        " | 2022-03-04 stated | English | 2 words",
        "0 0-11 the author: Trade rose.",
    ],
    "a page with a day to come": [
        " | 2021-05-03 stated | English | 2 words",
        "0 0-11 the author: Trade rose.",
    ],
    "a page that is never ended": [
        " | today | English | 2 words",
        "0 0-11 the author: Trade rose.",
    ],
    "a page of many boxes": [
        " | today | English | 4 words",
        "0 0-11 the author: Trade rose.",
        "1 0-8 the author: It fell.",
    ],
    "French": [
        " | 2024-06-30 guessed | French | 22 words",
        "0 0-113 the author: Le commerce entre la Chine et la Russie  …  a augmenté en 2023.",
    ],
    "Russian": [
        " | today | Russian or another language in Cyrillic | 8 words",
        "0 0-44 the author: Торговля Китая с Россией выросла в два раза.",
    ],
    "Chinese": [
        " | today | Chinese or Japanese | 1 words",
        "0 0-21 the author: 中国与俄罗斯的贸易额在2023年大幅增长。",
    ],
    "few words of French": [
        " | today | English | 5 words",
        "0 0-24 the author: Le commerce de la Chine.",
    ],
    "capital I with a dot": [
        "İ | 2024-06-30 guessed | English | 4 words",
        "0 0-19 the author: Trade rose in 2023.",
    ],
}  # fmt: skip
"""What is read of it: heading, day, language and words; notes; paragraph, place, speaker and words of each sentence."""


def told(article):
    """An article in lines."""
    day = "" if article.dated == "today" else f"{article.published} "
    short = [one.text if len(one.text) < 100 else f"{one.text[:40]} … {one.text[-20:]}" for one in article.sentences]  # fmt: skip
    return [
        f"{article.title} | {day}{article.dated} | {article.language} | {article.words} words",
        *(f"note: {note}" for note in article.notes),
        *(
            f"{one.paragraph} {one.start}-{one.end} {one.speaker}: {text}"
            for one, text in zip(article.sentences, short, strict=True)
        ),
    ]


@pytest.mark.parametrize("name", RAW)
def test_is_read_as_written_down(name):
    assert told(make_article(RAW[name])) == READ[name]
