"""What is read of pages, plain text and bytes, in full: title, day and how it is known, language, sentences with their speakers, notes."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import make_article
from realpolitik.errors import FileFormatError

LONG = "Trade between China and Russia rose to a record in the year, and banks on both sides of the border were said to be pleased with it all"


def filled(most, text):
    """A text of so many letters."""
    return text + "x" * (most - len(text))


CASES = {
    'nested boxes': (
        "<html><body><div class='menu'><p>Home</p><div><p>Links</p></div></div><div><p>Trade rose.</p></div></body></html>",
        [' | today | English', 'Trade rose.'],
    ),
    'a box that is closed early': (
        "<div class='sidebar'><p>One<p>Two</div><p>Three.</p>",
        [' | today | English', 'Three.'],
    ),
    'unclosed items': (
        '<ul><li>Coal fell.<li>Oil rose.</ul><p>Gas stood.',
        [' | today | English', 'Coal fell.', 'Oil rose.', 'Gas stood.'],
    ),
    'an end without a beginning': (
        '<p>Trade rose.</p></div></section><p>It fell.</p>',
        [' | today | English', 'Trade rose.', 'It fell.'],
    ),
    'void elements': (
        '<p>Trade<br>rose.<img src=x>So.<hr>It fell.</p>',
        ['Trade | today | English', 'rose.So.', 'It fell.'],
    ),
    'self-closed': (
        '<p>Trade <span/>rose.</p><div/><p>It fell.</p>',
        [' | today | English', 'Trade rose.', 'It fell.'],
    ),
    'self-closed and skipped': (
        '<p>Trade rose.</p><aside/><p>It fell.</p><br/><p>So.</p>',
        [' | today | English', 'Trade rose.', 'It fell.', 'So.'],
    ),
    'hidden': (
        "<p hidden>Not this.</p><p aria-hidden='true'>Nor this.</p><p aria-hidden='false'>But this.</p>",
        [' | today | English', 'But this.'],
    ),
    'roles and ids': (
        "<div id='newsletter'><p>Join.</p></div><section role='menu'><p>Up.</p></section><p class='shared'>Trade rose.</p><article class='comments'><p>It is read.</p></article>",
        [' | today | English', 'Trade rose.', 'It is read.'],
    ),
    'a title alone': (
        '<html><head><title>Trade   grows</title><title>Other</title></head><body><p>It rose.</p></body></html>',
        ['Trade grows | today | English', 'It rose.'],
    ),
    'a heading over a title': (
        '<title>The Paper</title><h1> </h1><h1>Trade grows</h1><h1>Oil too</h1><p>It rose.</p>',
        ['Trade grows | today | English', 'Oil too', 'It rose.'],
    ),
    'dates of a page': (
        "<html><head><meta property='article:published_time' content='2023-02-03T01:00'><meta name='date' content='2022-01-01'></head><body><time datetime='2021-01-01'>then</time><p>Trade rose last year.</p></body></html>",
        ['then | 2023-02-03 stated | English', 'Trade rose last year.'],
    ),
    'a date of the future': (
        "<html><head><meta name='date' content='2999-02-03'><meta itemprop='datePublished' content='3 May 2021'></head><body><p>Trade rose.</p></body></html>",
        [' | 2021-05-03 stated | English', 'Trade rose.'],
    ),
    'a date of another name': (
        "<html><head><meta name='modified' content='2023-02-03'></head><body><p>Trade rose in 2019.</p></body></html>",
        [' | 2020-06-30 guessed | English', 'Trade rose in 2019.'],
    ),
    'a time without a day': (
        "<p>Trade rose.</p><time>then</time><time datetime='2020-03-04'>x</time>",
        [' | 2020-03-04 stated | English', 'Trade rose.', 'thenx'],
    ),
    'linked data': (
        '<body><p>Trade rose.</p></body><script>{"datePublished" : "2020-05-06"}</script>',
        [' | 2020-05-06 stated | English', 'Trade rose.'],
    ),
    'comments, scripts, data': (
        "<p>Trade <!-- not --> rose.<script>var x = '<p>no</p>';</script> So.<style>p{}</style><![CDATA[none]]> End.</p>",
        [' | today | English', 'Trade rose. | So. | End.'],
    ),
    'a script without an end': (
        '<p>Trade rose.</p><script>var x = 1; <p>It fell.</p>',
        [' | today | English', 'Trade rose.'],
    ),
    'a letter that grows': (
        '<p>İstanbul trades.</p><SCRIPT>x</SCRIPT><p>It rose.</p>',
        [' | today | English', 'İstanbul trades.', 'It rose.'],
    ),
    'entities': (
        "<!DOCTYPE html [<!ENTITY a 'b'>]><html><body><p>Trade &amp; oil &lt; gas &#8212; rose.</p></body></html>",
        [' | today | English', 'Trade & oil < gas — rose.'],
    ),
    'an open entity': (
        "<!DOCTYPE html [<!ENTITY a 'b'><html><body><p>Trade rose.</p></body></html>",
        [' | today | English'],
    ),
    'lone signs': (
        '<p>Oil < gas and 3 <4 rose.</p><p>So < it is',
        [' | today | English', 'Oil < gas and 3 <4 rose.', 'So < it is'],
    ),
    'captions': (
        '<figure><figcaption>A ship</figcaption></figure><p>Trade rose.</p><table><tr><td>Oil</td><td>Gas</td></tr></table><blockquote>So it is.</blockquote>',
        [' | today | English', 'Trade rose.', 'Oil', 'Gas', 'So it is.'],
    ),
    'no page': (
        'Trade is < 5 and > 3 for <b>all</b>.',
        [' | today | English', 'Trade is < 5 and > 3 for <b>all</b>.'],
    ),
    'wrapped lines': (
        'Trade between Chi-\n  na and Russia\nrose, it is\nsaid.\n \t\nIt fell.',
        [' | today | English', 'Trade between China and Russia rose, it is said.', 'It fell.'],
    ),
    'a hyphen before a capital': (
        'The Sino-\nRussian trade rose.',
        [' | today | English', 'The Sino- Russian trade rose.'],
    ),
    'lines that end': (
        'Trade rose.\nOil fell.\nGas stood at\na high.\n',
        [' | today | English', 'Trade rose.', 'Oil fell.', 'Gas stood at a high.'],
    ),
    'a long line and a short': (
        LONG + ' as the customs of both said in January.' + '\n' + 'It fell.',
        [' | today | English', 'Trade between China and Russia rose to a… as the customs of both said in January. (174) | It fell.'],
    ),
    'lines that are paragraphs': (
        LONG + ' again and again and once more to the end of the long line that stands here.' + '\n' + (LONG + ' and so on, to more than two hundred letters, as it must be for a paragraph of one line.'),
        [' | today | English', 'Trade between China and Russia rose to a…e end of the long line that stands here. (210)', 'Trade between China and Russia rose to a… it must be for a paragraph of one line. (222)'],
    ),
    'lines that are long and wrapped': (
        LONG + '\n' + LONG,
        [' | today | English', 'Trade between China and Russia rose to a…rder were said to be pleased with it all (269)'],
    ),
    'numbers of pages': (
        'Trade rose.\n\n12\n\nPage 3 of 14\n\n- 7 -\n\n5/9\n\n12345\n\nIt fell.',
        [' | today | English', 'Trade rose.', '12345', 'It fell.'],
    ),
    'pages of a report': (
        'The Report\nTrade rose.\n1\x0c\nThe Report\nOil\n2\x0cThe Report\nfell.\n3',
        [' | today | English', 'Trade rose.', 'Oil fell.'],
    ),
    'two pages alone': (
        'The Report\nTrade rose.\x0cThe Report\nOil fell.',
        [' | today | English', 'The Report Trade rose.', 'The Report Oil fell.'],
    ),
    'a sentence over a page': (
        'Trade between China\n\x0c\nand Russia rose.\x0c\nOil fell.',
        [' | today | English', 'Trade between China and Russia rose.', 'Oil fell.'],
    ),
    'marks': (
        '# Head\n\nTrade **rose** and *fell* and `so` and __on__ ![a](b.png) [here](https://x.org "t").\n\n1. One\n2) Two\n* Three\n+ Four\n- Five\n> Six\n\n---\n\n***bold and slanted***',
        ['Head | today | English', 'Trade rose and fell and so and on a here.', 'One', 'Two', 'Three', 'Four', 'Five Six', 'bold and slanted'],
    ),
    'items in a block': (
        'The reasons are\n- coal\n- oil,\nand gas\n1. banks\n# Head\nTrade rose.',
        ['The reasons are | today | English', 'coal', 'oil, and gas', 'banks', 'Head Trade rose.'],
    ),
    'tables and code': (
        'Trade rose.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx = 1\n```\n\n~~~ python\ny\n~~~\n\nIt fell.',
        [' | today | English', 'Trade rose.', 'It fell.'],
    ),
    'front matter': (
        '---\nTitle: "Gas"\npublished: 2022-03-04\nx: 1\n...\n\nTrade rose.',
        ['Gas | 2022-03-04 stated | English', 'Trade rose.'],
    ),
    'no front matter': (
        '---\nnothing\n\nTrade rose.',
        ['nothing | today | English', 'Trade rose.'],
    ),
    'sources': (
        'Trade rose.\n\nimf-2024-dots International Monetary Fund https://imf.org/x\n\ngacc Customs https://x.org',
        [' | 2025-06-30 guessed | English', 'Trade rose.', 'gacc Customs https://x.org'],
    ),
    'noise': (
        'Photo: a ship\n\nTrade rose.\n\nSubscribe to our paper\n\nRelated articles\n\nPrint\n\nShare this article\n\nShare of oil rose.\n\nUpdated on: 3 May',
        [' | today | English', 'Trade rose.', 'Share of oil rose.'],
    ),
    'long noise': (
        'Photo: ' + LONG + ', and ' + LONG + '.',
        [' | today | English', 'Photo: Trade between China and Russia ro…der were said to be pleased with it all. (282)'],
    ),
    'a heading': (
        'Trade grows\n\nIt rose last year.',
        ['Trade grows | today | English', 'It rose last year.'],
    ),
    'a heading that ends': (
        'Trade grows.\n\nIt rose last year.',
        [' | today | English', 'Trade grows.', 'It rose last year.'],
    ),
    'a heading that asks': (
        'Does trade grow?”\n\nIt rose last year.',
        [' | today | English', 'Does trade grow?”', 'It rose last year.'],
    ),
    'a heading alone': (
        'Trade grows',
        [' | today | English', 'Trade grows'],
    ),
    'a long heading': (
        LONG + '\n\nIt rose.',
        [' | today | English', 'Trade between China and Russia rose to a record in the year, and banks on both sides of the border were said to be pleased with it all', 'It rose.'],
    ),
    'a dateline': (
        'Trade grows\n\nMOSCOW, April 3, 2022 – Trade rose last year.',
        ['Trade grows | 2022-04-03 found | English', 'MOSCOW, April 3, 2022 – Trade rose last year.'],
    ),
    'a day in the text': (
        'On 4 February 2022 they met. Trade in 2023 was high.\n\nIt rose.',
        [' | 2022-02-04 found | English', 'On 4 February 2022 they met. | Trade in 2023 was high.', 'It rose.'],
    ),
    'a day long ago': (
        '4 February 1950\n\nTrade was small. By 1960 it was large.',
        ['4 February 1950 | 1961-06-30 guessed | English', 'Trade was small. | By 1960 it was large.'],
    ),
    'a day nine years before': (
        '4 February 1951\n\nTrade was small. By 1960 it was large.',
        ['4 February 1951 | 1951-02-04 found | English', 'Trade was small. | By 1960 it was large.'],
    ),
    'a day ten years before': (
        '4 February 1950\n\nTrade was small. By 1959 it was large.',
        ['4 February 1950 | 1950-02-04 found | English', 'Trade was small. | By 1959 it was large.'],
    ),
    'a last line': (
        'Trade rose.\n\nOil rose.\n\nGas rose.\n\nCoal rose.\n\nCars rose.\n\nShips rose.\n\nPlanes rose.\n\nGrain rose.\n\nTea rose.\n\n5 May 2021',
        [' | 2021-05-05 found | English', 'Trade rose.', 'Oil rose.', 'Gas rose.', 'Coal rose.', 'Cars rose.', 'Ships rose.', 'Planes rose.', 'Grain rose.', 'Tea rose.'],
    ),
    'a line in the middle': (
        'Trade rose.\n\nOil rose.\n\nGas rose.\n\nCoal rose.\n\nCars rose.\n\nShips rose.\n\n5 May 2021\n\nPlanes rose.\n\nGrain rose.\n\nTea rose.',
        [' | 2021-05-31 guessed | English', 'Trade rose.', 'Oil rose.', 'Gas rose.', 'Coal rose.', 'Cars rose.', 'Ships rose.', 'Planes rose.', 'Grain rose.', 'Tea rose.'],
    ),
    'months': (
        'Trade rose in March 2021 and in 2020.',
        [' | 2021-06-30 guessed | English', 'Trade rose in March 2021 and in 2020.'],
    ),
    'a month with a day': (
        'Trade rose on Jan. 5, 2021 as it did in 2019.',
        [' | 2021-01-05 found | English', 'Trade rose on Jan. 5, 2021 as it did in 2019.'],
    ),
    'years': (
        'Trade rose in 2018 and 2016.',
        [' | 2019-06-30 guessed | English', 'Trade rose in 2018 and 2016.'],
    ),
    'no years': (
        '',
        [' | today | English'],
    ),
    'no such day': (
        '2021-02-30\n\nTrade rose in 2019.',
        ['2021-02-30 | 2022-06-30 guessed | English', 'Trade rose in 2019.'],
    ),
    'no such day in words': (
        '30 February 2021\n\nTrade rose in 2019.',
        ['30 February 2021 | 2021-02-28 guessed | English', 'Trade rose in 2019.'],
    ),
    'an ordinal': (
        '3rd of May 2021\n\n3rd May 2021\n\nTrade rose.',
        ['3rd of May 2021 | 2021-05-03 found | English', 'Trade rose.'],
    ),
    'a date that is all': (
        '2021-03-04\n\nApril 3, 2022\n\nApril 3, 2022.\n\nTrade rose.',
        ['2021-03-04 | 2021-03-04 found | English', 'April 3, 2022.', 'Trade rose.'],
    ),
    'an interview': (
        'Q: How is trade?\n\nA: It rose.\n\nQ: And oil?\n\nA: That too.',
        [' | today | English', 'Q » How is trade?', 'A » It rose.', 'Q » And oil?', 'A » That too.'],
    ),
    'a name twice': (
        'Putin: Trade rose.\n\nIt did.\n\nPutin: Oil too.',
        [' | today | English', 'Putin » Trade rose.', 'Putin » It did.', 'Putin » Oil too.'],
    ),
    'a name once': (
        'Putin: Trade rose.\n\nIt did.',
        [' | today | English', 'Putin: Trade rose.', 'It did.'],
    ),
    'a full name once': (
        'Wang Yi: Trade rose.\n\nLee: And oil?\n\nLee: And gas?',
        [' | today | English', 'Wang Yi » Trade rose.', 'Lee » And oil?', 'Lee » And gas?'],
    ),
    'a full name of two': (
        'Wang Yi: Trade rose.\n\nLee: And oil?',
        [' | today | English', 'Wang Yi: Trade rose.', 'Lee: And oil?'],
    ),
    'said so': (
        'Trade rose, said Wang Yi. As Putin put it, oil rose. As Putin noted it, oil rose. Trade, according to the Kremlin, rose. According to Putin and Xi, it rose. "It rose," added the Minister.',
        [' | today | English', 'Wang Yi » Trade rose, said Wang Yi. | As Putin put it, oil rose. | Putin » As Putin noted it, oil rose. | Kremlin » Trade, according to the Kremlin, rose. | Putin » According to Putin and Xi, it rose. | Minister » "It rose," added the Minister.'],
    ),
    'said by': (
        'Putin, it was said, came. Lavrov, who had come from afar, said so. Xi and Putin said so. It was reported by Xi.',
        [' | today | English', 'Putin, it was said, came. | Lavrov » Lavrov, who had come from afar, said so. | Xi and Putin said so. | It was reported by Xi.'],
    ),
    'stops': (
        'He met J. Smith. It was vitamin C. The U.S. rose. The U.S. Trade rose. It cost EUR 3.5 bn. Coal rose. It cost 3.5 bn. euros. Then 4 p.m. It fell! it said. (So it is.) “So.” and so. Jan. 5 came. See Fig. 3. End',
        [' | today | English', 'He met J. Smith. | It was vitamin C. The U.S. rose. | The U.S. | Trade rose. | It cost EUR 3.5 bn. | Coal rose. | It cost 3.5 bn. euros. | Then 4 p.m. | It fell! it said. | (So it is.) | “So.” and so. | Jan. 5 came. | See Fig. 3. | End'],
    ),
    'stops within marks': (
        'He said (in Jan.) Then it fell. “It rose.” He left. [So.] It fell… it did. Why?” she asked. A. B. Smith came.',
        [' | today | English', 'He » He said (in Jan.) Then it fell. | “It rose.” | He left. | [So.] | It fell… it did. | Why?” she asked. | A. B. Smith came.'],
    ),
    'a long sentence': (
        ('Trade rose and ' * 140).strip() + '.',
        [' | today | English', 'Trade rose and Trade rose and Trade rose…e rose and Trade rose and Trade rose and (1499) | Trade rose and Trade rose and Trade rose… rose and Trade rose and Trade rose and. (600)'],
    ),
    'returns': (
        b'Trade rose.\r\n\r\nIt fell.\rSo.',
        [' | today | English', 'Trade rose.', 'It fell.', 'So.'],
    ),
    'a mark of order': (
        b'\xef\xbb\xbfTrade \xe2\x80\x94 rose.',
        [' | today | English', 'Trade — rose.'],
    ),
    'sixteen bits': (
        'Trade — rose.'.encode('utf-16'),
        [' | today | English', 'Trade — rose.'],
    ),
    'thirty-two bits': (
        'Trade — rose.'.encode('utf-32'),
        [' | today | English', 'Trade — rose.'],
    ),
    'declared': (
        "<html><head><meta charset='windows-1251'></head><body><p>Торговля выросла в два раза и ещё раз.</p></body></html>".encode('cp1251'),
        [' | today | Russian or another language in Cyrillic', 'Торговля выросла в два раза и ещё раз.'],
    ),
    'declared wrongly': (
        "<html><head><meta charset='ascii'></head><body><p>Türkiye rose.</p></body></html>".encode(),
        [' | today | English', 'Türkiye rose.'],
    ),
    'declared as nothing': (
        "<html><head><meta charset='no-such'></head><body><p>Türkiye rose.</p></body></html>".encode(),
        [' | today | English', 'Türkiye rose.'],
    ),
    'Windows': (
        'Trade — rose in Türkiye.'.encode('cp1252'),
        [' | today | English', 'Trade — rose in Türkiye.', 'note: not UTF-8: read as Windows-1252, so that accents may be wrong'],
    ),
    'Windows without a sign': (
        b'Trade \x81 rose in T\xfcrkiye.',
        [' | today | English', 'Trade � rose in Türkiye.', 'note: not UTF-8: read as Windows-1252, so that accents may be wrong', 'note: 1 sign could not be decoded and stands as �'],
    ),
    'broken': (
        ('Trade — of Türkiye — rose. ' * 20).encode() + b'\xff',
        [' | today | English', 'Trade — of Türkiye — rose. | Trade — of Türkiye — rose. | Trade — of Türkiye — rose. | Trade — of Türkiye — rose. | Trade — of Türkiye — rose. | Trade — of Türkiye — rose. | Trade — of Türkiye — rose. | Trade — of Türkiye — rose. | Trade — of Türkiye — rose. | Trade — of Türkiye — rose. | Trade — of Türkiye — rose. | Trade — of Türkiye — rose. | Trade — of Türkiye — rose. | Trade — of Türkiye — rose. | Trade — of Türkiye — rose. | Trade — of Türkiye — rose. | Trade — of Türkiye — rose. | Trade — of Türkiye — rose. | Trade — of Türkiye — rose. | Trade — of Türkiye — rose. | �', 'note: 1 sign could not be decoded and stands as �'],
    ),
    'just as many broken': (
        'é'.encode() * 4 + b'\xff' + b' Trade rose.',
        [' | today | English', 'éééé� Trade rose.', 'note: 1 sign could not be decoded and stands as �'],
    ),
    'one more whole': (
        'é'.encode() * 5 + b'\xff' + b' Trade rose.',
        [' | today | English', 'ééééé� Trade rose.', 'note: 1 sign could not be decoded and stands as �'],
    ),
    'one direction': (
        'Trade\u202e rose.',
        [' | today | English', 'Trade rose.', 'note: 1 mark that changes the direction of writing was removed'],
    ),
    'two signs': (
        'Trade — rose in Türkiye — and so on. '.encode() * 9 + b'\xff \xfe',
        [' | today | English', 'Trade — rose in Türkiye — and so on. | Trade — rose in Türkiye — and so on. | Trade — rose in Türkiye — and so on. | Trade — rose in Türkiye — and so on. | Trade — rose in Türkiye — and so on. | Trade — rose in Türkiye — and so on. | Trade — rose in Türkiye — and so on. | Trade — rose in Türkiye — and so on. | Trade — rose in Türkiye — and so on. | � �', 'note: 2 signs could not be decoded and stand as �'],
    ),
    'directions': (
        'Trade\u202e rose\u200b and\u2066 fell\xad.\xa0So é.',
        [' | today | English', 'Trade rose and fell. | So é.', 'note: 2 marks that change the direction of writing were removed'],
    ),
    'German': (
        'Der Handel mit China und Russland ist im Jahr nicht gewachsen, und die Preise sind hoch.',
        [' | today | German', 'Der Handel mit China und Russland ist im Jahr nicht gewachsen, und die Preise sind hoch.'],
    ),
    'Russian': (
        'Торговля Китая с Россией выросла в два раза.',
        [' | today | Russian or another language in Cyrillic', 'Торговля Китая с Россией выросла в два раза.'],
    ),
    'few words of German': (
        'Der Handel und die Preise.',
        [' | today | English', 'Der Handel und die Preise.'],
    ),
    'names': (
        'Xi Jinping Putin Lavrov Modi Erdogan met in Kazan on Tuesday.',
        [' | today | English', 'Xi Jinping Putin Lavrov Modi Erdogan met in Kazan on Tuesday.'],
    ),
    'a third Russian': (
        'Trade rose торговля и рост.',
        [' | today | Russian or another language in Cyrillic', 'Trade rose торговля и рост.'],
    ),
    'Greek': (
        'Το εμπόριο της Κίνας με τη Ρωσία αυξήθηκε.',
        [' | today | Greek', 'Το εμπόριο της Κίνας με τη Ρωσία αυξήθηκε.'],
    ),
    'a line of 119 letters with a day': (
        'Oil fell.\n\n' + filled(119, 'On 4 May 2021 they said that '),
        [' | 2021-05-04 found | English', 'Oil fell.', 'On 4 May 2021 they said that xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
    ),
    'a line of 120 letters with a day': (
        'Oil fell.\n\n' + filled(120, 'On 4 May 2021 they said that '),
        [' | 2021-05-31 guessed | English', 'Oil fell.', 'On 4 May 2021 they said that xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
    ),
    'thirty-nine letters': (
        'Oil fell.\n\n' + filled(39, 'May 4, 2021 ') + '\n\nTrade rose.',
        [' | 2021-05-04 found | English', 'Oil fell.', 'Trade rose.'],
    ),
    'forty letters': (
        'Oil fell.\n\n' + filled(40, 'May 4, 2021 ') + '\n\nTrade rose.',
        [' | 2021-05-04 found | English', 'Oil fell.', 'May 4, 2021 xxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'Trade rose.'],
    ),
    'the last but one': (
        'Trade rose.\n\nOil rose.\n\nGas rose.\n\nCoal rose.\n\nCars rose.\n\nShips rose.\n\nPlanes rose.\n\nGrain rose.\n\n5 May 2021\n\nTea rose.',
        [' | 2021-05-05 found | English', 'Trade rose.', 'Oil rose.', 'Gas rose.', 'Coal rose.', 'Cars rose.', 'Ships rose.', 'Planes rose.', 'Grain rose.', 'Tea rose.'],
    ),
    'the last but two': (
        'Trade rose.\n\nOil rose.\n\nGas rose.\n\nCoal rose.\n\nCars rose.\n\nShips rose.\n\nPlanes rose.\n\n5 May 2021\n\nGrain rose.\n\nTea rose.',
        [' | 2021-05-31 guessed | English', 'Trade rose.', 'Oil rose.', 'Gas rose.', 'Coal rose.', 'Cars rose.', 'Ships rose.', 'Planes rose.', 'Grain rose.', 'Tea rose.'],
    ),
    'the sixth and the seventh': (
        'Trade rose.\n\nOil rose.\n\nGas rose.\n\nCoal rose.\n\nCars rose.\n\n5 May 2021\n\n6 May 2021\n\nGrain rose.\n\nTea rose.\n\nSo.',
        [' | 2021-05-05 found | English', 'Trade rose.', 'Oil rose.', 'Gas rose.', 'Coal rose.', 'Cars rose.', 'Grain rose.', 'Tea rose.', 'So.'],
    ),
    'a day more than ten years before': (
        '4 February 1950\n\nTrade was small. By 1975 it was large. By 1952 it grew.',
        ['4 February 1950 | 1976-06-30 guessed | English', 'Trade was small. | By 1975 it was large. | By 1952 it grew.'],
    ),
    'January in no month': (
        'Trade rose in 2021 and Jan. 2021 came.',
        [' | 2022-06-30 guessed | English', 'Trade rose in 2021 and Jan. 2021 came.'],
    ),
    'four hundred letters': (
        "<meta name='date' content='" + ' ' * 390 + "5 May 2021'><p>Trade rose in 2019.</p>",
        [' | 2021-05-05 stated | English', 'Trade rose in 2019.'],
    ),
    'four hundred and one letters': (
        "<meta name='date' content='" + ' ' * 391 + "5 May 2021'><p>Trade rose in 2019.</p>",
        [' | 2020-06-30 guessed | English', 'Trade rose in 2019.'],
    ),
    'four hundred letters of figures': (
        "<meta name='date' content='" + ' ' * 390 + "2021-05-04'><p>Trade rose in 2019.</p>",
        [' | 2021-05-04 stated | English', 'Trade rose in 2019.'],
    ),
    'four hundred and one letters of figures': (
        "<meta name='date' content='" + ' ' * 391 + "2021-05-04'><p>Trade rose in 2019.</p>",
        [' | 2020-06-30 guessed | English', 'Trade rose in 2019.'],
    ),
    'a page at the last letter': (
        ' ' * 19998 + '<p>Trade rose.',
        [' | today | English', 'Trade rose.'],
    ),
    'a page one letter on': (
        ' ' * 19999 + '<p>Trade rose.',
        [' | today | English', '<p>Trade rose.'],
    ),
    'linked data at the last letter': (
        '<p>Trade rose.<!--' + ' ' * (400000 - 18 - 27) + '"datePublished":"2020-05-06"',
        [' | 2020-05-06 stated | English', 'Trade rose.'],
    ),
    'linked data one letter on': (
        '<p>Trade rose.<!--' + ' ' * (400000 - 18 - 26) + '"datePublished":"2020-05-06"',
        [' | today | English', 'Trade rose.'],
    ),
    'zero bytes in a hundred': (
        'Trade rose.\x00' + 'x' * 88,
        [' | today | English', 'Trade rose.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
    ),
    'zero bytes in less than a hundred': (
        'Trade rose.\x00' + 'x' * 87,
        ['refused: the text: not a text: it is full of zero bytes. Give text, Markdown or HTML'],
    ),
    'declared at the last byte': (
        b' ' * (4096 - 21) + b'<meta charset=cp1251>\xd2\xee\xf0\xe3\xee\xe2\xeb\xff \xef\xee\xf8\xeb\xe0.',
        [' | today | Russian or another language in Cyrillic', '<meta charset=cp1251>Торговля пошла.'],
    ),
    'declared a byte on': (
        b' ' * (4096 - 19) + b'<meta charset=cp1251>\xd2\xee\xf0\xe3\xee\xe2\xeb\xff \xef\xee\xf8\xeb\xe0.',
        [' | today | English', '<meta charset=cp1251>Òîðãîâëÿ ïîøëà.', 'note: not UTF-8: read as Windows-1252, so that accents may be wrong'],
    ),
    'letters of no kind': (
        '12 34, 56: 78.',
        [' | today | English', '12 34, 56: 78.'],
    ),
    'one letter of a script': (
        'д 1',
        [' | today | Russian or another language in Cyrillic', 'д 1'],
    ),
    'a quarter Russian': (
        'Trade rose so ' + 'д' * 4 + ' in it',
        [' | today | English', 'Trade rose so дддд in it'],
    ),
    'just a third': (
        'abcdefgh дддд',
        [' | today | English', 'abcdefgh дддд'],
    ),
    'over a third': (
        'abcdefgh ддддд',
        [' | today | Russian or another language in Cyrillic', 'abcdefgh ддддд'],
    ),
    'half as much again': (
        'Il commercio di Cina e Russia in the year of the boom è cresciuto',
        [' | today | Italian', 'Il commercio di Cina e Russia in the year of the boom è cresciuto'],
    ),
    'twice as much': (
        'Il commercio di Cina e Russia in un anno of boom che è cresciuto the',
        [' | today | Italian', 'Il commercio di Cina e Russia in un anno of boom che è cresciuto the'],
    ),
    'less than a twelfth': (
        'Xi Putin Modi Lavrov le Kazan Samarkand la Delhi Moscow de Beijing Tianjin Brics Lula Ramaphosa Erdogan Raisi Tokayev Mirzoyev Japarov Rahmon Lukashenko Sharif Khan Araghchi Wang Yi Jaishankar Mantashov Borrell Scholz Macron Biden Trump Kim Choe',
        [' | today | French', 'Xi Putin Modi Lavrov le Kazan Samarkand …rrell Scholz Macron Biden Trump Kim Choe (245)'],
    ),
    'a doctype that opens late': (
        'Trade<!doctype html ' + ' ' * 1989 + '[a]><p>It rose.</p>',
        ['Trade | today | English', 'It rose.'],
    ),
    'a doctype that opens later': (
        'Trade<!doctype html ' + ' ' * 1990 + '[a]><p>It rose.</p>',
        ['Trade | today | English', 'It rose.'],
    ),
    'a bracket before no doctype': (
        '[<p>Trade rose [so] it is.]></p>',
        ['[ | today | English', 'Trade rose [so] it is.]>'],
    ),
    'a bracket after a doctype': (
        '<!doctype html><p>Trade [so it is]> rose.</p>',
        [' | today | English', 'Trade [so it is]> rose.'],
    ),
    'a doctype of nothing but a bracket': (
        '<!doctype [ ]>Trade<p>It rose.</p>',
        ['Trade | today | English', 'It rose.'],
    ),
    'an end at once': (
        '<!--><p>Trade rose.</p><!-- --><p>It fell.</p>',
        [' | today | English', 'It fell.'],
    ),
    'a script that opens the page': (
        '<script>no</script><p>Trade rose.</p>',
        [' | today | English', 'Trade rose.'],
    ),
    'a script that is not closed at once': (
        '</script><p>Trade rose.</p><script>no</script><p>So.</p>',
        [' | today | English', 'Trade rose.', 'So.'],
    ),
    'a long heading of a page': (
        '<h1>' + 'y' * 299 + 'zz</h1><p>It rose.</p>',
        ['yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyz (300) | today | English', 'It rose.'],
    ),
    'a long title of a page': (
        '<title>' + 'y' * 299 + 'zz</title><p>It rose.</p>',
        ['yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyz (300) | today | English', 'It rose.'],
    ),
    'an item after a paragraph': (
        "<ul><li class='menu'>No<p>Trade rose.</p></li></ul><li>Oil<li>Gas</li><p>So<li>Coal",
        ['No | today | English', 'Trade rose.', 'Oil', 'Gas', 'So', 'Coal'],
    ),
    'an article after a list': (
        "<ul class='menu'><p>One<li>Two</ul><div>Three<p>Four</div>",
        ['Three | today | English', 'Four'],
    ),
    'feet of pages': (
        'Trade rose.\nThe Report\x0c\n\nOil\nThe Report\x0cfell.\nThe Report\x0c\n\n\nSo it is.\n\n\n',
        [' | today | English', 'Trade rose.', 'Oil fell.', 'So it is.'],
    ),
    'pages with lines that are empty': (
        '\n\nTrade rose and\n\n\x0c\n\n  \noil fell with\n \n\x0c\n7\ngas. So\n\n8\n\x0c9',
        [' | today | English', 'Trade rose and oil fell with gas. | So'],
    ),
    'long lines of which one is short': (
        LONG + ' again and again and once more to the end of the long line that stands here.' + '\nOil fell.\n' + (LONG + ' and so on, to more than two hundred letters, as it must be for a paragraph of one line.'),
        [' | today | English', 'Trade between China and Russia rose to a…e end of the long line that stands here. (210) | Oil fell.', 'Trade between China and Russia rose to a… it must be for a paragraph of one line. (222)'],
    ),
    'three long lines': (
        '\n'.join([LONG + ' again and again and once more to the end of the long line that stands here.', LONG, 'It fell.']),
        [' | today | English', 'Trade between China and Russia rose to a…e end of the long line that stands here. (210)', 'Trade between China and Russia rose to a record in the year, and banks on both sides of the border were said to be pleased with it all', 'It fell.'],
    ),
    'middling lines': (
        '\n'.join([LONG[:90], LONG + ' again and again and once more to the end of the long line that stands here.', 'It fell.']),
        [' | today | English', 'Trade between China and Russia rose to a…e end of the long line that stands here. (301) | It fell.'],
    ),
    'a short line after a long': (
        LONG + '\nTrade rose.\nOil fell and\ngas too.\nSo.',
        [' | today | English', 'Trade between China and Russia rose to a record in the year, and banks on both sides of the border were said to be pleased with it all Trade rose.', 'Oil fell and gas too.', 'So.'],
    ),
    'sixty letters': (
        filled(58, 'Trade ') + '.\nOil fell.\n\n' + filled(59, 'Trade ') + '.\nOil fell.',
        [' | today | English', 'Trade xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.', 'Oil fell.', 'Trade xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx. | Oil fell.'],
    ),
    'two of the name': (
        'Wang Yi: Trade rose.\n\nWang: So it is.\n\nYi: And oil?\n\nLee Yi: And gas?',
        [' | today | English', 'Wang Yi » Trade rose.', 'Wang Yi » Wang: So it is.', 'Wang Yi » And oil?', 'Lee Yi » And gas?'],
    ),
    'a name of three': (
        'Anna de la Mar: Trade rose.\n\nMar: So it is.\n\nMar: And oil.',
        [' | today | English', 'Anna de la Mar: Trade rose.', 'Mar » So it is.', 'Mar » And oil.'],
    ),
}  # fmt: skip


def short(text):
    return text if len(text) <= 160 else f"{text[:40]}…{text[-40:]} ({len(text)})"


def made_of(content):
    try:
        article = make_article(content)
    except FileFormatError as error:
        return [f"refused: {error}"]
    day = article.dated if article.dated == "today" else f"{article.published} {article.dated}"
    lines = [f"{short(article.title)} | {day} | {article.language}"]
    for number in range(len(article.paragraphs)):
        said = [one for one in article.sentences if one.paragraph == number]
        lines.append(
            " | ".join(
                ("" if one.speaker == "the author" else f"{one.speaker} » ") + short(one.text) for one in said
            )
        )
    return [*lines, *(f"note: {one}" for one in article.notes)]


@pytest.mark.parametrize("name", CASES)
def test_an_article_is_read_so(name):
    content, lines = CASES[name]
    assert made_of(content) == lines


@pytest.mark.parametrize("name", CASES)
def test_a_sentence_is_its_stretch_of_the_paragraph(name):
    content, lines = CASES[name]
    if lines[0].startswith("refused"):
        return
    article = make_article(content)
    assert [article.paragraphs[one.paragraph][one.start : one.end] for one in article.sentences] == [
        one.text for one in article.sentences
    ]


def test_a_line_of_spaces_takes_no_time_of_its_own():
    """Of two million spaces before a word a page number was once sought in the square of their count."""
    assert make_article(" " * 2_000_000 + "Trade rose.").paragraphs == ("Trade rose.",)


def test_a_month_or_a_year_given_is_its_last_day():
    assert [str(make_article("It rose.", published=one).published) for one in ("2024-02", "2023")] == [
        "2024-02-29",
        "2023-12-31",
    ]
