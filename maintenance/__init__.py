"""Lifts (elevators) and what is done to them: visits, calls, breakdowns, stops, bulletins; the technician's pages.

It models the elevator as `Lift`. It knows no owner and no message: those stand above.
"""
