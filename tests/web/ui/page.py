"""A page as an assistive device would meet it: headings, labels, names of controls."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass
class Element:
    tag: str
    attrs: dict[str, str]
    parent: Element | None = None
    content: list[Element | str] = field(default_factory=list)

    @property
    def children(self) -> list[Element]:
        return [part for part in self.content if isinstance(part, Element)]

    def words(self) -> str:
        """Its text with that of all it holds, and the names of its images."""
        named = self.attrs.get("aria-label", "") + (self.attrs.get("alt", "") if self.tag == "img" else "")
        return named + "".join(part if isinstance(part, str) else part.words() for part in self.content)

    def inside(self, tag: str) -> bool:
        return self.parent is not None and (self.parent.tag == tag or self.parent.inside(tag))


class Page(HTMLParser):
    """Every element, in the order of the page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.unclosed: list[str] = []
        self._open: list[Element] = []
        self.feed(text)
        self.unclosed += [element.tag for element in self._open]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: content or "" for name, content in attrs}, self._open[-1] if self._open else None)
        if element.parent:
            element.parent.content.append(element)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag):
        if not self._open or self._open[-1].tag != tag:
            self.unclosed.append(tag)
        else:
            self._open.pop()

    def handle_data(self, data):
        if self._open:
            self._open[-1].content.append(data)

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    def faults(self) -> list[str]:
        """What an assistive device would stumble over."""
        return [*self._nameless(), *self._unlabelled(), *self._headings(), *self._doubles(), *self._dangling()]

    def _nameless(self) -> list[str]:
        controls = [element for element in self.all("a", "button", "summary") if not element.words().strip()]
        return [f"<{element.tag}> without a name: {element.attrs}" for element in controls]

    def _unlabelled(self) -> list[str]:
        targets = {label.attrs.get("for") for label in self.all("label")}
        controls = self.all("input", "select", "textarea", "progress")
        return [
            f"<{element.tag}> without a label: {element.attrs}"
            for element in controls
            if element.attrs.get("type") != "hidden"
            and not (element.attrs.get("id") in targets or "aria-label" in element.attrs or element.inside("label"))
        ]

    def _headings(self) -> list[str]:
        levels = [int(element.tag[1]) for element in self.all("h1", "h2", "h3", "h4", "h5", "h6")]
        jumps = [
            f"h{before} then h{after}"
            for before, after in zip([0, *levels], levels, strict=False)
            if after > before + 1
        ]
        return jumps + ([] if levels.count(1) == 1 else [f"{levels.count(1)} h1"])

    def _doubles(self) -> list[str]:
        ids = [element.attrs["id"] for element in self.elements if "id" in element.attrs]
        return [f"id {name} twice" for name in sorted({name for name in ids if ids.count(name) > 1})]

    def _dangling(self) -> list[str]:
        ids = {element.attrs.get("id") for element in self.elements}
        wanted = [name for element in self.elements for name in element.attrs.get("aria-describedby", "").split()]
        return [f"aria-describedby of no element: {name}" for name in wanted if name not in ids]
