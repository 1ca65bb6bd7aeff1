"""A finished PDF made fit for an archive: PDF/A-1b (ISO 19005-1:2005), through pikepdf."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from xml.sax.saxutils import escape

from dangjian_desktop.base.resources import resource

_ZONE = "+08:00"
"""Papers are dated in China's time; the format wants a zone, and the same one in both places."""
_CONDITION = "sRGB IEC61966-2.1"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 pdfaid:part="1" pdfaid:conformance="B"/>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{creator}<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{program}</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate>
<xmp:ModifyDate>{made}</xmp:ModifyDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{program}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True)
class Description:
    """What a PDF says of itself: title, author (an organisation, may be empty), kind, date and program."""

    title: str
    author: str
    subject: str
    made: datetime
    program: str


def archived(data: bytes, description: Description) -> bytes:
    """The same pages as PDF/A-1b: an output intent for colours, and the description in both forms, alike.

    ``data`` must already keep to what the standard asks of pages: faces embedded with the list of their characters,
    no CMYK, nothing transparent.
    """
    import pikepdf  # only archives need it, and it takes a while to load

    target = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        profile = pikepdf.Stream(pdf, resource("colour/srgb.icc").read_bytes())
        profile.N = 3
        pdf.Root.OutputIntents = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.OutputIntent,
                    S=pikepdf.Name.GTS_PDFA1,
                    OutputConditionIdentifier=_CONDITION,
                    Info=_CONDITION,
                    DestOutputProfile=pdf.make_indirect(profile),
                )
            ]
        )
        xmp = pikepdf.Stream(pdf, _xmp(description).encode())
        xmp.Type, xmp.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        pdf.Root.Metadata = pdf.make_indirect(xmp)
        pdf.trailer.Info = pdf.make_indirect(pikepdf.Dictionary(_information(description)))
        for page in pdf.pages:
            if "/Trans" in page.obj:  # the drawing library's empty one
                del page.obj["/Trans"]
            for note in page.obj.get("/Annots", ()):
                note.F = _PRINTED
        pdf.save(
            target,
            deterministic_id=True,
            force_version="1.4",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return target.getvalue()


_PRINTED = 4
"""The flag of links that are there in print too, as 6.5.3 of the standard wants of every annotation."""


def _information(description: Description) -> dict[str, str]:
    stamp = description.made.strftime("D:%Y%m%d%H%M%S") + _ZONE.replace(":", "'") + "'"
    entries = {
        "/Title": description.title,
        "/Author": description.author,
        "/Subject": description.subject,
        "/Creator": description.program,
        "/Producer": description.program,
        "/CreationDate": stamp,
        "/ModDate": stamp,
    }
    return {name: text for name, text in entries.items() if text}


def _xmp(description: Description) -> str:
    author = escape(description.author)
    return _XMP.format(
        title=escape(description.title),
        creator=f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n" if author else "",
        subject=escape(description.subject),
        program=escape(description.program),
        made=description.made.strftime("%Y-%m-%dT%H:%M:%S") + _ZONE,
    )
