"""How each language writes days, times and numbers: British in English, and 24 hours everywhere.

Django looks here first (`FORMAT_MODULE_PATH`). A page asks for a format by name, `{{ day|date:"WEEKDAY_FORMAT" }}`.
"""
