"""Django's own `translate` and `url`, which remember what stays the same until the process ends.

A phrase in a language, the address around a key: asking the catalogue or the resolver costs what five values cost, and
a page asks fifty times.
"""

from typing import Any
from uuid import UUID

from django import template
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils.translation import get_language

from portal.web import pages

register = template.Library()


class Phrase(template.Node):
    """A phrase without gaps, worded once per language."""

    def __init__(self, node: TranslateNode) -> None:
        self.node = node
        self.known: dict[str | None, str] = {}

    def render(self, context: template.Context) -> str:
        language = get_language()
        if language not in self.known:
            self.known[language] = self.node.render(context)
        return self.known[language]


class Address(URLNode):
    """An address without a key or with one; any other is left to Django."""

    def render(self, context: template.Context) -> str:
        keys = [key.resolve(context) for key in self.args]
        if self.asvar or self.kwargs or len(keys) > 1 or not all(isinstance(key, UUID) for key in keys):
            return super().render(context)
        return pages.address(self.view_name.resolve(context), *keys)


@register.tag
def translate(parser: Parser, token: Token) -> template.Node:
    node: Any = do_translate(parser, token)
    if not isinstance(node, TranslateNode) or node.asvar or node.message_context or node.noop:
        return node
    words = node.filter_expression
    return Phrase(node) if isinstance(words.var.literal, str) and not words.filters else node


@register.tag
def url(parser: Parser, token: Token) -> template.Node:
    node: Any = django_url(parser, token)
    return Address(node.view_name, node.args, node.kwargs, node.asvar)
