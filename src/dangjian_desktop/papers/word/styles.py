"""The parts of a Word file that are the same in every paper: styles, faces, settings, page numbers."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from dangjian_desktop.papers.fonts import OFFICIAL, Role
from dangjian_desktop.papers.geometry import BODY, CELL, ERHAO, FOLIO_SIZE, SIHAO, XIAOSI
from dangjian_desktop.papers.model import Style
from dangjian_desktop.papers.settings import STANDARD, FolioPlace, PaperSettings
from dangjian_desktop.papers.word.markup import PITCH_TWIPS, fonts, twips

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
HEADING_STYLES = {1: "Level1", 2: "Level2", 3: "Level3", 4: "Level4"}
TABLE_STYLE, TABLE_HEAD, CAPTION, TABLE_TITLE = "TableText", "TableHead", "PictureCaption", "TableTitle"
_HEADINGS = ("一级标题", "二级标题", "三级标题", "四级标题")
_LOOKS = {Style.BOLD: Role.HEI, Style.KAI: Role.KAI, Style.PLAIN: Role.FANGSONG}
_TITLE_PITCH = 720
_CLOSER = -6
"""Twips that 三号 characters stand closer than their em, so that 28 fit 156 mm.

The sheet's grid says the same, but paragraphs don't snap to it: LibreOffice gives a 16 pt character two cells of it.
"""


def styles(settings: PaperSettings = STANDARD) -> str:
    """Named styles; ``Normal`` and ``Title`` are shown as 正文 and 标题 by a Chinese Word."""
    body = (
        f'<w:spacing w:before="0" w:after="0" w:line="{PITCH_TWIPS}" w:lineRule="exact"/>'
        f'<w:ind w:firstLineChars="200" w:firstLine="{twips(2 * CELL)}"/><w:jc w:val="both"/>'
    )
    plain = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
    made = [
        _style("Normal", "Normal", _marks() + body, _face(Role.FANGSONG, BODY), default=True),
        _style(
            "Title",
            "Title",
            f'<w:keepNext/><w:spacing w:line="{_TITLE_PITCH}" w:lineRule="exact"/>{plain}<w:jc w:val="center"/>',
            _face(Role.TITLE, ERHAO),
        ),
        _style("Subtitle", "Subtitle", f'<w:keepNext/>{plain}<w:jc w:val="center"/>', _face(Role.KAI, BODY)),
    ]
    for level, (name, look) in enumerate(zip(_HEADINGS, settings.heading_styles, strict=True), start=1):
        outline = f'<w:keepNext/><w:outlineLvl w:val="{level - 1}"/>'
        made.append(_style(HEADING_STYLES[level], name, outline, _face(_LOOKS[look], BODY)))
    off_grid = f'<w:snapToGrid w:val="0"/>{{}}{plain}'
    for identifier, name, role, size, centred in (
        (TABLE_STYLE, "表格", Role.FANGSONG, SIHAO, False),
        (TABLE_HEAD, "表头", Role.HEI, SIHAO, True),
        (TABLE_TITLE, "表题", Role.HEI, SIHAO, True),
        (CAPTION, "图片说明", Role.KAI, XIAOSI, True),
    ):
        spacing = f'<w:spacing w:line="{twips(size * 1.42)}" w:lineRule="exact"/>'
        side = '<w:jc w:val="center"/>' if centred else '<w:jc w:val="left"/>'
        made.append(_style(identifier, name, off_grid.format(spacing) + side, _face(role, size)))
    footer = f'<w:snapToGrid w:val="0"/><w:spacing w:line="400" w:lineRule="exact"/>{plain}'
    made.append(_style("Footer", "footer", footer, _face(Role.SONG, FOLIO_SIZE)))
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_face(Role.FANGSONG, BODY)}"
        '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault></w:docDefaults>'
    )
    return f"{DECLARATION}<w:styles {W}>{defaults}{''.join(made)}</w:styles>"


def _marks() -> str:
    """Line breaking as GB/T 15834 asks, no space between Chinese and Latin, nothing hung outside the block."""
    return (
        '<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/><w:topLinePunct w:val="0"/>'
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
    )


def _face(role: Role, size: float) -> str:
    half = round(size * 2)
    closer = _CLOSER if size == BODY else 0
    return f'{fonts(role)}<w:b w:val="0"/><w:spacing w:val="{closer}"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _style(identifier: str, name: str, paragraph: str, character: str, *, default: bool = False) -> str:
    based = "" if default else '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'
    usual = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph"{usual} w:styleId="{identifier}">'
        f"<w:name w:val={quoteattr(name)}/>{based}<w:qFormat/>"
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{character}</w:rPr></w:style>"
    )


def font_table() -> str:
    """The faces named, each with the names under which a PC without the usual one may have it."""
    entries = []
    for role in Role:
        name, *others = OFFICIAL[role]
        alternative = f"<w:altName w:val={quoteattr(','.join(others))}/>"
        entries.append(
            f'<w:font w:name={quoteattr(name)}>{alternative}<w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        )
    return f"{DECLARATION}<w:fonts {W}>{''.join(entries)}</w:fonts>"


def settings() -> str:
    """Pages of two sides have page numbers of their own; Chinese line breaking and squeezed marks."""
    return (
        f'{DECLARATION}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/></w:settings>'
    )


def footer(*, odd: bool, raised: float = 0.0, settings: PaperSettings = STANDARD) -> str:
    """“— 1 —” in 四号宋体, one character in from the outer edge (GB/T 9704 7.5), ``raised`` points higher."""
    inset = twips(FOLIO_SIZE)
    if settings.folio_place is FolioPlace.CENTRE:
        side = '<w:jc w:val="center"/>'
    elif odd:
        side = f'<w:ind w:right="{inset}"/><w:jc w:val="right"/>'
    else:
        side = f'<w:ind w:left="{inset}"/><w:jc w:val="left"/>'
    lift = f'<w:spacing w:after="{twips(raised)}" w:line="400" w:lineRule="exact"/>' if raised else ""
    face = f"<w:rPr>{fonts(Role.SONG)}</w:rPr>"
    before, after = (
        f'<w:r>{face}<w:t xml:space="preserve">{dash}</w:t></w:r>' if settings.folio_dashes else ""
        for dash in ("— ", " —")
    )
    number = f'{before}<w:fldSimple w:instr=" PAGE "><w:r>{face}<w:t>1</w:t></w:r></w:fldSimple>{after}'
    return f'{DECLARATION}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="Footer"/>{lift}{side}</w:pPr>{number}</w:p></w:ftr>'


def bare_footer() -> str:
    """A foot without anything."""
    return f'{DECLARATION}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p></w:ftr>'
