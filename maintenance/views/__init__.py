"""The office's pages: taking a call, carrying a breakdown, writing down a visit, the lifts."""
