"""``paper``: the papers of all features, as PDF or Word."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from dangjian_desktop.base.errors import Refused
from dangjian_desktop.base.periods import Period
from dangjian_desktop.cli.session import Session
from dangjian_desktop.feature import Paper
from dangjian_desktop.house_style.reading import paper_settings
from dangjian_desktop.issuing.service import Issue, keep_issued
from dangjian_desktop.papers.binder import Printable
from dangjian_desktop.papers.pdf import save_pdf
from dangjian_desktop.papers.plain import plain_lines
from dangjian_desktop.papers.word import save_docx
from dangjian_desktop.store import Reader


def paper(session: Session, args: Namespace) -> None:
    """List the papers, or make one."""
    if args.list or not (args.name or args.all):
        entries = [{"name": p.name, "title": p.title, "layout": p.layout} for p in session.papers]
        session.answer(entries, "\n".join(f"{e['name']}  {e['title']}" for e in entries))
        return
    if not args.output:
        raise Refused("没有说保存到哪里。", hint="请用 -o 给出文件名，例如 -o 会议记录.pdf。")
    if args.all:
        _every(session, Path(args.output), word=args.word, archive=args.archive)
        return
    target = Path(args.output)
    if target.suffix.lower() not in (".pdf", ".docx"):
        raise Refused(f"不能保存成“{target.suffix or target.name}”。", hint="请把文件名写成 .pdf 或 .docx 结尾。")
    if args.archive and target.suffix.lower() != ".pdf":
        raise Refused("只有 PDF 能存成档案格式（PDF/A）。", hint="请把文件名写成 .pdf 结尾，或去掉 --archive。")
    if args.issue and target.suffix.lower() != ".pdf":
        raise Refused("签发留存的是 PDF。", hint="请把文件名写成 .pdf 结尾。")
    chosen = _paper(session, args.name)
    if args.issue:
        _issue(session, chosen, args, target)
        return
    with session.store() as store, store.read() as reader:
        document = document_of(reader, chosen, args.record, args.period)
        settings = paper_settings(reader)
    if target.suffix.lower() == ".docx":
        save_docx(document, target, made=session.clock(), settings=settings)
        session.answer({"paper": chosen.name, "file": str(target)}, f"已生成：{target}")
        return
    made = save_pdf(document, target, settings=settings, made=session.clock(), archive=args.archive)
    if made.note:
        print(made.note, file=session.err)
    faces = {str(role): family for role, family in made.faces.items()}
    told = {"paper": chosen.name, "file": str(target), "pages": made.pages, "archive": args.archive, "faces": faces}
    session.answer(told, f"已生成：{target}")


def _every(session: Session, folder: Path, *, word: bool, archive: bool) -> None:
    """Make all papers into a folder, each under its name; what has no record to be made from is said and left out."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"建不了文件夹“{folder}”：{error.strerror}。", hint="请换一个能写的位置。") from error
    made, left = [], []
    with session.store() as store, store.read() as reader:
        settings = paper_settings(reader)
        for one in session.papers:
            try:
                document = newest_document(reader, one)
            except Refused as refused:
                left.append({"paper": one.name, "reason": str(refused)})
                continue
            target = folder / f"{one.name}.{'docx' if word else 'pdf'}"
            if word:
                save_docx(document, target, made=session.clock(), settings=settings)
            else:
                save_pdf(document, target, settings=settings, made=session.clock(), archive=archive)
            made.append({"paper": one.name, "file": str(target)})
    for line in left:
        print(f"没有生成 {line['paper']}：{line['reason']}", file=session.err)
    session.answer({"made": made, "left": left}, f"已生成 {len(made)} 份，在 {folder}")


def newest_document(reader: Reader, paper: Paper) -> Printable:
    """A paper of the newest record or last month, or of the year where that month had nothing to print.

    Raises as the paper does where there is nothing at all.
    """
    try:
        return document_of(reader, paper, None, None)
    except Refused:
        if paper.takes != "period":
            raise
        return document_of(reader, paper, None, f"{reader.now.year}")


def _issue(session: Session, paper: Paper, args: Namespace, target: Path) -> None:
    """Make the paper, and keep the very same PDF as issued."""
    with session.store() as store, store.write("签发留存", verb="issue_paper") as tx:
        record, period = made_from(tx, paper, args.record, args.period)
        document = paper.make(tx, record, period)
        settings = paper_settings(tx)
        made = save_pdf(document, target, settings=settings, made=session.clock(), archive=args.archive)
        lines = plain_lines(document)
        title = document.title.replace("\n", "")
        kept = keep_issued(tx, Issue(paper, record, period, title, made.pages, lines, made.data, target.name))
    words = "并已签发留存（不能撤销）" if kept else "与上次签发的一致，没有另存"
    answer = {"paper": paper.name, "file": str(target), "pages": made.pages, "issued": kept}
    session.answer(answer, f"已生成：{target}，{words}")


def document_of(reader: Reader, paper: Paper, record: str | None, period: str | None) -> Printable:
    """The document of a paper, as :func:`made_from` says. Raises :class:`Refused` where there is no suitable record."""
    return paper.make(reader, *made_from(reader, paper, record, period))


def made_from(reader: Reader, paper: Paper, record: str | None, period: str | None) -> tuple[str | None, Period | None]:
    """What a paper is made from: without a record the latest suitable one, without a period the last complete month.

    Raises:
        Refused: where there is no suitable record yet.
    """
    if paper.takes == "record" and record is None:
        record = paper.latest(reader) if paper.latest else None
        if record is None:
            raise Refused(f"还没有可以打印“{paper.title}”的记录。", hint="请先登记，或用 --record 指定一条。")
    chosen = None
    if paper.takes == "period":
        today = reader.now.date()
        chosen = Period.parse(period) if period else last_complete(today)
    return record, chosen


def last_complete(today: date) -> Period:
    """The month before the one that ``today`` is in."""
    return Period.month(today.year, today.month).before()


def _paper(session: Session, name: str) -> Paper:
    for paper in session.papers:
        if paper.name == name:
            return paper
    raise Refused(f"没有名为“{name}”的材料。", hint="请用 paper --list 查看有哪些材料。")
