"""What is stored of lifts and the work on them; one thing a file."""

from maintenance.models.breakdown import Breakdown, BreakdownStep
from maintenance.models.building import Building
from maintenance.models.bulletin import Bulletin
from maintenance.models.call import Call
from maintenance.models.card import LiftCard, LiftDay
from maintenance.models.command import Command
from maintenance.models.contractor import Contractor, ContractorAuthorisation
from maintenance.models.duty import Duty
from maintenance.models.finding import Finding
from maintenance.models.lapse import Lapse
from maintenance.models.lift import Lift
from maintenance.models.part import Part
from maintenance.models.photo import Photo
from maintenance.models.plan import PlanTemplate
from maintenance.models.ring import Ring
from maintenance.models.route import Route
from maintenance.models.series import Series
from maintenance.models.staged import StagedRow
from maintenance.models.stop import Stop
from maintenance.models.technician import Technician
from maintenance.models.visit import Visit
from maintenance.models.work import Work

__all__ = [
    "Breakdown",
    "BreakdownStep",
    "Building",
    "Bulletin",
    "Call",
    "Command",
    "Contractor",
    "ContractorAuthorisation",
    "Duty",
    "Finding",
    "Lapse",
    "Lift",
    "LiftCard",
    "LiftDay",
    "Part",
    "Photo",
    "PlanTemplate",
    "Ring",
    "Route",
    "Series",
    "StagedRow",
    "Stop",
    "Technician",
    "Visit",
    "Work",
]
