"""The words on signposts: labels of navigation lines, titles of navigation blocks."""

import re
from types import MappingProxyType
from typing import Final

from octavo.model.stretch import Way

_WORDS: Final = {
    Way.PREVIOUS: """previous, prev, vorige, vorheriges, vorheriger, zurück, précédent,
        précédente, anterior, precedente, vorig, poprzedni, poprzednia, предыдущая,
        предыдущий, назад, попередня, попередній, föregående, terug, terug naar, indietro,
        wstecz, 上一页, 上一章, 上一节, 上一篇, 前へ, 前の章, 이전""",
    Way.NEXT: """next, continue, continue to, weiter, nächste, nächstes, nächster, suivant,
        suivante, siguiente, próximo, próxima, seguinte, successivo, successiva, avanti,
        volgende, następny, następna, dalej, следующая, следующий, далее, вперёд, наступна,
        наступний, далі, nästa, 下一页, 下一章, 下一节, 下一篇, 次へ, 次の章, 다음""",
    Way.UP: """up, back, back to, home, home page, start, top, parent, contents,
        table of contents, toc, index, module, part, chapter, lesson, section, course,
        unit, completed, course completed, inhalt, inhaltsverzeichnis, übersicht,
        startseite, anfang, nach oben, teil, kapitel, abschnitt, modul, kurs, sommaire,
        table des matières, accueil, haut, retour, partie, chapitre, cours, índice,
        inicio, início, arriba, volver, volver a, parte, capítulo, módulo, curso,
        sumário, indice, sommario, capitolo, corso, inhoud, inhoudsopgave, begin, omhoog,
        startpagina, hoofdstuk, deel, innehåll, hem, upp, tillbaka, зміст, вгору, розділ,
        головна сторінка, частина, spis treści, rozdział, оглавление, содержание, главная,
        вверх, глава, раздел, модуль, курс, 目录, 首页, 章节, 目次, ホーム, 목차, 홈""",
    Way.NOWHERE: "you are here, sie sind hier, vous êtes ici, usted está aquí",
}
_LABELS: Final = MappingProxyType(
    {
        " ".join(word.split()): way
        for way, words in _WORDS.items()
        for word in words.split(",")
    }
)
_THING = re.compile(
    r" (chapter|lesson|page|section|note|part|module|unit|topic"
    r"|kapitel|seite|lektion|chapitre|page|leçon|capítulo|página|capitolo|pagina)$"
)
_TITLE = re.compile(
    r"((page|site|chapter|lesson|quick) )?"
    r"(nav|navigation|navegación|navegação|navigazione|navigatie|nawigacja|навигация"
    r"|navigering|навігація|导航|ナビゲーション|탐색)"
)


def plain(text: str) -> str:
    """`text` in small letters, without what is no letter or digit at its ends."""
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return " ".join(text[start:end].casefold().split())


def way_of(text: str) -> Way | None:
    """Where the label `text` points, None for what is no label (rule R9.1).

    Labels of a dozen languages count in any book; they are too few to clash.
    """
    label = plain(text)
    way = _LABELS.get(label)
    if way is None and (thing := _THING.search(label)):
        way = _LABELS.get(label[: thing.start()])
        if way not in (Way.PREVIOUS, Way.NEXT):
            return None
    return way


def heads_navigation(text: str) -> bool:
    """Whether a heading with this text opens a navigation block (rule R9.2)."""
    return _TITLE.fullmatch(plain(text)) is not None
