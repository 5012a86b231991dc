"""How the command line shows itself: the overview, and a page of help for every command.

Typer's own words are English and it looks for no translation of most of them. So the pages are written here, from what
Typer publicly tells of a command (its parameters and their help), in place of the two methods that would write them.
What a page says beyond that stands in `manual`.
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.models import CommandFunctionType

from tepat.cli.manual import greeting, groups, pages
from tepat.cli.words import say

_WIDEST = 100
_GAP = 2


class Program(typer.Typer):
    """A Typer whose commands show themselves by this module."""

    def command(
        self, name: str | None = None, *, cls: type[TyperCommand] | None = None, **settings: Any
    ) -> Callable[[CommandFunctionType], CommandFunctionType]:
        """Register a command, as Typer does."""
        return super().command(name, cls=cls or Command, **settings)


class Command(TyperCommand):
    """A command with a page in the reader's language."""

    def get_help(self, ctx: Any) -> str:
        """The page."""
        return "\n".join(_page(self, ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse, and refuse words that belong to nothing."""
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except typer.TyperException as error:
            error.__dict__["ctx"] = getattr(error, "ctx", None) or ctx  # not every one of them says whose it is
            raise
        if rest and not ctx.resilient_parsing:
            from tepat.cli.complaints import too_many_words

            raise too_many_words(rest, ctx)
        return rest


class Group(TyperGroup):
    """The program, or a group of commands: asked for nothing, it shows what there is."""

    def get_help(self, ctx: Any) -> str:
        """The overview."""
        return "\n".join(_overview(self, ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse; without a single word the overview is the answer."""
        if not args and not ctx.resilient_parsing:
            typer.echo(self.get_help(ctx))
            raise typer.Exit(0)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first word names; the nearest one is suggested where there is none."""
        if args[0] not in self.commands and not ctx.resilient_parsing:
            from tepat.cli.complaints import unknown_command

            raise unknown_command(args[0], self.commands, ctx)
        return super().resolve_command(ctx, args)


_COMPLETION = {
    "install_completion": ("pasang pelengkapan otomatis untuk shell ini", "install completion for this shell"),
    "show_completion": ("tampilkan pelengkapan otomatis untuk disalin", "show completion, to copy it"),
}


def speak_of_completion(command: Any) -> None:
    """Let the two options that Typer adds itself speak the reader's language."""
    for item in command.params:
        if item.name in _COMPLETION:
            item.help = say(*_COMPLETION[item.name])
        if item.name == "install_completion":
            item.callback = _install_completion


def _install_completion(ctx: Any, item: Any, wanted: bool) -> bool:
    if not wanted or ctx.resilient_parsing:
        return wanted
    # Typer calls it here itself, but does not export it by name.
    from typer.completion import install  # type: ignore[attr-defined]

    shell, path = install()
    typer.echo(
        say(
            f"Pelengkapan untuk {shell} dipasang: {path}\nBuka terminal baru, lalu tekan Tab sesudah 'tepat '.",
            f"Completion for {shell} is installed: {path}\nOpen a new terminal, then press Tab after 'tepat '.",
        )
    )
    raise typer.Exit


def path_of(ctx: Any) -> str:
    """``regulasi uji`` for the command ``tepat regulasi uji``; empty for the program itself."""
    return " ".join(str(ctx.command_path).split()[1:])


# -- pages ------------------------------------------------------------------------------------------------------------


def _page(command: Any, ctx: Any) -> Iterator[str]:
    page = pages().get(path_of(ctx))
    yield from _usage(command, ctx)
    yield ""
    yield from _paragraph(page.text if page else command.help or "")
    yield from _parameters(command, ctx)
    if page:
        yield from _section(say("Contoh", "Examples"))
        for example in page.examples:
            yield from command_lines(example)
        yield from _section(say("Kode keluar", "Exit codes"))
        yield from _entries(list(page.codes.items()))


def _usage(command: Any, ctx: Any) -> Iterator[str]:
    words = [_spelling(item) for item in command.params if item.required and _is_option(item)]
    words += [_argument(item) for item in command.params if not _is_option(item)]
    start = f"{say('Pemakaian', 'Usage')}: "
    line = " ".join([ctx.command_path, *words, say("[PILIHAN]", "[OPTIONS]")])
    yield from _wrap(line, typer.style(start, bold=True), " " * len(start), len(start))


def _parameters(command: Any, ctx: Any) -> Iterator[str]:
    """What must be given, what may be given, and what every command has."""
    arguments = [item for item in command.params if not _is_option(item)]
    options = [item for item in command.params if _is_option(item) and not item.hidden]
    needed = [item for item in (*arguments, *options) if item.required]
    further = [item for item in (*arguments, *options) if not item.required]
    yield from _titled(say("Harus diberi", "Needed"), [_record(item) for item in needed])
    yield from _titled(say("Boleh diberi", "Optional"), [_record(item) for item in further] + [_HELP])


_HELP = ("--help", say("halaman ini", "this page"))


def _is_option(item: Any) -> bool:
    return bool(item.param_type_name == "option")


def _argument(item: Any) -> str:
    """An argument as it is written: ``DIR``, or ``[DIR]`` where it may be left out."""
    name = (item.metavar or item.name.upper()).strip("[]")
    return name if item.required else f"[{name}]"


def _spelling(item: Any) -> str:
    """An option with what follows it: ``--masa YYYY-MM``; a flag stands alone."""
    names = ", ".join(item.opts)
    return names if item.is_flag else f"{names} {item.metavar or item.name.upper()}"


def _record(item: Any) -> tuple[str, str]:
    name = _spelling(item) if _is_option(item) else _argument(item)
    usual = "" if item.default is None or item.default is False or not item.show_default else str(item.default)
    notes = [f"{say('bila tidak', 'else')}: {usual}"] if usual else []
    notes += [text] if (text := limits(item)) else []
    return name, " ".join([item.help or "", *(f"[{note}]" for note in notes)]).strip()


def limits(item: Any) -> str:
    """``1 sampai 100000`` for a number that has bounds."""
    least, most = getattr(item, "min", None), getattr(item, "max", None)
    if least is None and most is None:
        return ""
    if most is None:
        return say(f"mulai {least}", f"from {least}")
    return say(f"{least} sampai {most}", f"{least} to {most}")


# -- the overview -----------------------------------------------------------------------------------------------------


def _overview(group: Any, ctx: Any) -> Iterator[str]:
    start = f"{say('Pemakaian', 'Usage')}: "
    words = say("PERINTAH [PILIHAN]", "COMMAND [OPTIONS]")
    yield typer.style(start, bold=True) + f"{ctx.command_path} {words}"
    yield ""
    yield from _paragraph(group.help or "")
    root = path_of(ctx)
    leaves = list(_leaves(group, root))
    for title, names in groups(leaves):
        rows = [(name, _short(group, root, name)) for name in names]
        yield from _titled(title, rows, max(map(len, leaves)))
    options = [_record(item) for item in group.params if not item.hidden]
    yield from _titled(say("Pilihan", "Options"), [*options, _HELP])
    yield ""
    yield from _paragraph(greeting())


def _leaves(group: TyperGroup, prefix: str) -> Iterator[str]:
    """Every command below, with all its words."""
    for name, command in group.commands.items():
        words = f"{prefix} {name}".strip()
        if isinstance(command, TyperGroup):
            yield from _leaves(command, words)
        elif not command.hidden:
            yield words


def _short(group: TyperGroup, root: str, name: str) -> str:
    """The one line that a command is registered with."""
    found: Any = group
    for word in name.removeprefix(root).split():
        found = found.commands[word]
    return str(found.help or "")


# -- lines ------------------------------------------------------------------------------------------------------------


def width() -> int:
    """How wide a line of help may be."""
    return min(shutil.get_terminal_size().columns, _WIDEST)


def _section(title: str) -> Iterator[str]:
    yield ""
    yield typer.style(f"{title}:", bold=True)


def _titled(title: str, rows: list[tuple[str, str]], column: int = 0) -> Iterator[str]:
    if rows:
        yield from _section(title)
        yield from _entries(rows, column)


def _entries(rows: list[tuple[str, str]], column: int = 0) -> Iterator[str]:
    """Two columns; a name that is too long for its column has a line of its own."""
    column = column or min(max(len(name) for name, _ in rows), width() // 3)
    indent = " " * (column + 2 * _GAP)
    for name, text in rows:
        if len(name) > column:
            yield f"  {name}"
            yield from _wrap(text, indent, indent)
        else:
            yield from _wrap(text, f"  {name:<{column}}  ", indent)


def _paragraph(text: str) -> Iterator[str]:
    yield from _wrap(text, "  ", "  ")


def command_lines(command: str) -> Iterator[str]:
    r"""A command to copy: broken before an option, with the shell's sign that it goes on.

    >>> list(command_lines("tepat periksa hasil"))
    ['  $ tepat periksa hasil']
    """
    line = "  $ "
    pieces = command.split(" --")
    for number, piece in enumerate(pieces):
        word = piece if number == 0 else f" --{piece}"
        if len(line) + len(word) > width() - _GAP:
            yield f"{line} \\"
            line = "     "
        line += word
    yield line


def _wrap(text: str, first: str, rest: str, first_length: int | None = None) -> Iterator[str]:
    """Lines of a text; ``first_length`` where the first beginning holds signs that are not seen."""
    lead = len(first) if first_length is None else first_length
    room = width() - max(lead, len(rest))
    lines = textwrap.wrap(text, max(room, 20), break_long_words=False, break_on_hyphens=False) or [""]
    yield (first + lines[0]).rstrip()
    yield from (rest + line for line in lines[1:])
