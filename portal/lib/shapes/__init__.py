"""Shapes of what machines send: each reads a value within its bounds, and says of itself what OpenAPI prints.

`misfits` has the words for a value that does not fit, `values` the plain shapes, `compounds` those made of others.
"""
