"""What lists of both interfaces of the client have in common."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from values import secret_value

Json = Dict[str, Any]

METHODS: Dict[str, str] = {
    "listSecrets": "list_properties_of_secrets",
    "listSecretVersions": "list_properties_of_secret_versions",
    "listDeletedSecrets": "list_deleted_secrets",
}


def open_list(client: Any, name: str, arguments: Json, options: Json) -> Any:
    """The client's iterable of items, which has the pages, too."""
    path = (arguments["name"],) if name == "listSecretVersions" else ()
    if "pageSize" in arguments:
        options = {**options, "max_page_size": arguments["pageSize"]}
    return getattr(client, METHODS[name])(*path, **options)


def wants_pages(arguments: Json) -> bool:
    return any(
        arguments.get(name) not in (None, False)
        for name in ("byPage", "pageSize", "continuation", "maxPages")
    )


class Pages:
    """The pages that were read so far."""

    def __init__(self, arguments: Json) -> None:
        self._most: Optional[int] = arguments.get("maxPages")
        self._items: List[Json] = []
        self._counts: List[int] = []

    def more(self) -> bool:
        return self._most is None or len(self._counts) < self._most

    def add(self, page: List[Any]) -> None:
        self._items += [secret_value(item) for item in page]
        self._counts.append(len(page))

    def show(self, continuation: Optional[str]) -> Json:
        return {
            "items": self._items,
            "pages": self._counts,
            "continuation": continuation,
        }
