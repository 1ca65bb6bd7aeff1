"""Bundles between the PCs of one branch: export, read, preview, apply, take back. No Qt."""

from dangjian_desktop.sync.duplicates import (
    DuplicateKey,
    find_duplicates,
    merge_duplicates,
    said_different,
    say_different,
    unsay_different,
)
from dangjian_desktop.sync.export import export_sync, suggest_name
from dangjian_desktop.sync.files import SUFFIX, PassphraseNeeded, encrypted
from dangjian_desktop.sync.importing import Preview, apply, inspect, last_import, read_bundle, take_back
from dangjian_desktop.sync.model import (
    NOTHING_NEW,
    SAFE_TO_REMOVE,
    Duplicates,
    Exported,
    Imported,
    Inspection,
    KindCount,
    Peer,
    TakenBack,
)
from dangjian_desktop.sync.peers import peers
from dangjian_desktop.sync.secrets import passphrase_hint

__all__ = [
    "NOTHING_NEW", "SAFE_TO_REMOVE", "SUFFIX", "DuplicateKey", "Duplicates", "Exported", "Imported", "Inspection",
    "KindCount", "PassphraseNeeded", "Peer", "Preview", "TakenBack", "apply", "encrypted", "export_sync",
    "find_duplicates", "inspect", "last_import", "merge_duplicates", "passphrase_hint", "peers", "read_bundle",
    "said_different", "say_different", "suggest_name", "take_back", "unsay_different",
]  # fmt: skip
