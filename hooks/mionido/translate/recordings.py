"""translations/<locale>/audio.yml: sentences that a person has read aloud, each bound to its exact words.

Whoever listens hears the recording of a sentence as long as these are its words; then, the voice of the telephone.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pydantic import Field, TypeAdapter

from mionido.model.text import Record
from mionido.problems import Place, Problem
from mionido.read.content import read_as
from mionido.read.yamlfile import YamlFile

AUDIO_LIST, AUDIO_FOLDER = "audio.yml", "audio"  # in the folder of a language
LARGEST = 300_000  # bytes of one sentence: half a minute, and seconds of a slow network
# How a file of each type begins.
TYPES = {
    ".ogg": rb"OggS",
    ".mp3": rb"ID3|\xff[\xe0-\xff]",
    ".m4a": rb"....ftyp",
    ".wav": rb"RIFF....WAVE",
}
# A value changes without the sentence: nobody may hear an old amount. The word of a letter stays.
VALUE = re.compile(r"\{(?!term:)")


class Recording(Record):
    """A sentence as somebody has read it: in which `text`, by its place in the catalog, and the `file` in audio/."""

    text: str
    sentence: str = Field(min_length=1)
    file: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,80}\.[a-z0-9]{3}$")


class Recorded(NamedTuple):
    """A recording that is used, with what tells its file from any other."""

    text: str
    sentence: str
    file: str
    digest: str


RECORDINGS = TypeAdapter(list[Recording])


def recorded_files(folder: Path) -> list[str]:
    """Return the files that the list of a language names, as they are called in its folder of a site."""
    if not (folder / AUDIO_LIST).exists():
        return []
    listed = set(
        re.findall(r"[a-z0-9][a-z0-9-]*\.[a-z0-9]{3}", (folder / AUDIO_LIST).read_text("utf-8"))
    )
    files = (path for path in (folder / AUDIO_FOLDER).glob("*") if path.suffix in TYPES)
    return sorted(f"{AUDIO_FOLDER}/{path.name}" for path in files if path.name in listed)


def load_recordings(
    folder: Path, name: str, texts: Mapping[str, tuple[str, str]]
) -> tuple[list[Recorded], list[Problem]]:
    """Read the recordings of a language whose sentence is still in its text; most languages have no such file."""
    if not (folder / AUDIO_LIST).exists():
        return [], []
    recordings, file, problems = read_as(
        folder / AUDIO_LIST, f"{name}/{AUDIO_LIST}", RECORDINGS.validate_python
    )
    kept = []
    for at, each in enumerate(recordings or []):
        found = [*_wrong_file(file, at, folder / AUDIO_FOLDER / each.file)]
        found += _wrong_sentence(file, at, each, texts)
        problems += found
        if not found:
            digest = hashlib.sha256((folder / AUDIO_FOLDER / each.file).read_bytes()).hexdigest()
            kept.append(Recorded(each.text, each.sentence, each.file, digest))
    return kept, problems


def _wrong_file(file: YamlFile, at: int, path: Path) -> Iterator[Problem]:
    """Yield what keeps a telephone from playing a file."""
    place = file.place((at, "file"))
    if path.is_symlink() or not path.is_file():
        fix = (
            f"put the file into the folder {AUDIO_FOLDER}/ beside this list, or take the entry out."
        )
        yield place.error("recording", f"there is no recording {path.name}", fix=fix)
        return
    kind = TYPES.get(path.suffix)
    with path.open("rb") as opened:
        begins = opened.read(16)
    if kind is None or not re.match(kind, begins, re.DOTALL):
        fix = f"save it as one of  {' '.join(TYPES)}  and call it so."
        yield place.error("recording", f"{path.name} is no recording of its type", fix=fix)
    elif (size := path.stat().st_size) > LARGEST:
        fix = "save it with less quality: for a voice, 32 kilobits a second are enough."
        what = f"{path.name} has {size} bytes; {LARGEST} are the most"
        yield place.error("recording", what, fix=fix)


def _wrong_sentence(
    file: YamlFile, at: int, recording: Recording, texts: Mapping[str, tuple[str, str]]
) -> Iterator[Problem]:
    """Yield why a recording is not used: its sentence changed, or says a value that can change."""
    place: Place = file.place((at, "sentence"))
    if VALUE.search(recording.sentence):
        fix = "take the entry out: the telephone reads this sentence with the value of the day."
        yield place.error("recording", "a recorded sentence holds a value", fix=fix)
    elif recording.sentence not in texts.get(recording.text, ("", ""))[1].split("\n"):
        what = f'{recording.text} no longer says "{recording.sentence}"'
        why = "readers hear the voice of their telephone instead, where it has one."
        fix = "record the sentence as it is now, and write it here, or take the entry out."
        yield place.warning("recording-outdated", what, why=why, fix=fix)
