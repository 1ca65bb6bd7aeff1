"""What every command gets: the features, the clock, the data folder, and where to print."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from dangjian_desktop.base.clock import Clock, IdSource, random_ids
from dangjian_desktop.base.errors import Refused
from dangjian_desktop.feature import Action, Feature, Kind, Paper, schema_of
from dangjian_desktop.store import Schema, Store


@dataclass(frozen=True)
class Session:
    """One call of the command line."""

    features: tuple[Feature, ...]
    data: Path
    clock: Clock
    as_json: bool
    private: bool
    out: TextIO
    err: TextIO
    ids: IdSource = random_ids

    @property
    def schema(self) -> Schema:
        """The tables of all features."""
        return schema_of(self.features)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return tuple(kind for feature in self.features for kind in feature.kinds)

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(action for feature in self.features for action in feature.actions)

    @property
    def papers(self) -> tuple[Paper, ...]:
        return tuple(paper for feature in self.features for paper in feature.papers)

    def kind(self, name: str) -> Kind:
        """The kind of that name. Raises :class:`Refused` naming those that there are."""
        for kind in self.kinds:
            if kind.record.__tablename__ == name:
                return kind
        names = "、".join(kind.record.__tablename__ for kind in self.kinds)
        raise Refused(f"没有“{name}”这一类记录。", hint=f"可用的有：{names}。")

    @contextmanager
    def store(self, *, create: bool = False) -> Iterator[Store]:
        """The open store of the data folder; closed at the end.

        Raises :class:`Refused` where the folder holds no data (unless ``create``), is in use or too new.
        """
        if not create and not Store.exists(self.data):
            raise Refused(
                f"“{self.data}”里还没有支部工作台的数据。",
                hint="请用 --data 指到数据文件夹，或先用 sample 做一个样例支部。",
            )
        with Store.open(self.data, self.schema, clock=self.clock, ids=self.ids) as store:
            yield store

    def say(self, text: str) -> None:
        """Print one line to the terminal."""
        print(text, file=self.out)

    def answer(self, value: object, text: str | None = None) -> None:
        """Print ``value`` as JSON with ``--json`` (or where there is no ``text``), else ``text``."""
        if self.as_json or text is None:
            print(json.dumps(value, ensure_ascii=False, indent=2, default=str), file=self.out)
        else:
            print(text, file=self.out)


def read_text(name: str) -> str:
    """The text of a file, or of standard input for ``-``. Raises :class:`Refused` if it can't be read."""
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"“{name}”不是 UTF-8 编码的文本文件。", hint="请另存为 UTF-8 编码后再试。") from error
    except OSError as error:
        raise Refused(f"读不了“{name}”：{error.strerror}。", hint="请检查文件是否还在、能否打开。") from error


def read_json(name: str) -> Any:
    """The JSON in a file or standard input. Raises :class:`Refused` with line and column if it is none."""
    try:
        return json.loads(read_text(name))
    except json.JSONDecodeError as error:
        raise Refused(
            f"“{name}”不是正确的 JSON：第 {error.lineno} 行第 {error.colno} 列。", hint="请检查后再试。"
        ) from error
