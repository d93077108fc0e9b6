"""What pages share: base templates, components, access decorators, navigation, middleware, static files.

Nothing here knows a lift. A page lives on the highest floor it reads.
"""
