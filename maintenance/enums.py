"""The closed lists of the trade, worded for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Drive(models.TextChoices):
    TRACTION = "traction", _("Eléctrico (tracción)")
    HYDRAULIC = "hydraulic", _("Hidráulico")
    OTHER = "other", _("Otro accionamiento")


class Directive(models.TextChoices):
    """Under which rule the lift was put into service."""

    BEFORE_95_16 = "before_95_16", _("Anterior a la Directiva 95/16/CE")
    D_95_16 = "95/16/CE", _("Directiva 95/16/CE")
    D_2014_33 = "2014/33/UE", _("Directiva 2014/33/UE")
    MACHINERY = "machinery", _("Directiva o Reglamento de Máquinas")
    UNKNOWN = "unknown", _("No consta")


class Use(models.TextChoices):
    """Main use of the building, by which intervals differ."""

    DWELLINGS = "dwellings", _("Viviendas")
    SINGLE_FAMILY = "single_family", _("Vivienda unifamiliar")
    ACCESSIBILITY = "accessibility", _("Accesibilidad, asimilado a unifamiliar")
    PUBLIC = "public", _("Pública concurrencia")
    INDUSTRIAL = "industrial", _("Uso industrial")
    OFFICES = "offices", _("Oficinas")
    OTHER = "other", _("Otro uso")


class Communication(models.TextChoices):
    """How the car's alarm reaches the rescue centre."""

    PSTN = "pstn", _("Línea telefónica fija")
    GSM_2G = "2g", _("Móvil 2G")
    GSM_3G = "3g", _("Móvil 3G")
    LTE_4G = "4g", _("Móvil 4G o posterior")
    IP = "ip", _("Internet")
    NONE = "none", _("Sin comunicación")
    UNKNOWN = "unknown", _("No consta")


class Result(models.TextChoices):
    """What a checklist item came to. Adjusted is mended; what is owed is pending."""

    OK = "ok", _("Correcto")
    ADJUSTED = "adj", _("Ajustado en la visita")
    OBSERVED = "obs", _("Observación")
    PENDING = "pend", _("Pendiente")
    NOT_APPLICABLE = "na", _("No aplica")
    NOT_DONE = "not_done", _("No realizado")


class Condition(models.TextChoices):
    """The lift's condition on arrival and on departure."""

    IN_SERVICE = "in_service", _("En servicio")
    OUT_OF_SERVICE = "out_of_service", _("Fuera de servicio")


class VisitState(models.TextChoices):
    PLANNED = "planned", _("Prevista")
    STARTED = "started", _("En curso")
    COMPLETED = "completed", _("Hecha")
    CANCELLED = "cancelled", _("Anulada")


class Frequency(models.TextChoices):
    """How often a checklist item is due."""

    MONTHLY = "M", _("Mensual")
    QUARTERLY = "T", _("Trimestral")
    HALF_YEARLY = "S", _("Semestral")
    YEARLY = "A", _("Anual")


class How(models.TextChoices):
    """How a call reached us."""

    PHONE = "phone", _("por teléfono")
    PORTAL = "portal", _("en el portal")
    LANDING = "landing", _("con el código del rellano")
    TECHNICIAN = "technician", _("el propio técnico")
    TELEMETRY = "telemetry", _("el propio ascensor")
    IMPORT = "import", _("del archivo")


class Answer(models.TextChoices):
    YES = "yes", _("Sí")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("No lo sabe")


class Cause(models.TextChoices):
    """First level of what a breakdown came from (DOMAIN §2.2)."""

    DOORS = "doors", _("Puertas")
    CONTROL = "control", _("Maniobra")
    DRIVE = "drive", _("Máquina o central hidráulica")
    SAFETY = "safety", _("Cadena de seguridad")
    BUTTONS = "buttons", _("Botoneras e indicadores")
    COMMS = "comms", _("Teléfono de cabina")
    SUSPENSION = "suspension", _("Cables y suspensión")
    GUIDING = "guiding", _("Guías y rozaderas")
    SHAFT = "shaft", _("Foso y hueco")
    POWER = "power", _("Corte de luz")
    USER = "user", _("Uso")
    VANDALISM = "vandalism", _("Vandalismo")
    EXTERNAL = "external", _("Ajena al ascensor")
    NO_FAULT = "no_fault", _("Funcionaba al llegar")
    UNKNOWN = "unknown", _("Sin determinar")


class Attribution(models.TextChoices):
    """Whom or what a breakdown is put down to."""

    WEAR = "wear", _("Desgaste")
    MAINTAINER = "maintainer", _("Nuestra")
    USER = "user", _("Uso")
    THIRD_PARTY = "third_party", _("Un tercero")
    MAINS = "mains", _("Suministro eléctrico")
    UNKNOWN = "unknown", _("Sin determinar")


class Step(models.TextChoices):
    """The landings a breakdown climbs, in order."""

    REPORTED = "reported", _("Avisada")
    CONFIRMED = "confirmed", _("Confirmada")
    ASSIGNED = "assigned", _("Asignada")
    ON_THE_WAY = "on_the_way", _("En camino")
    ARRIVED = "arrived", _("En el edificio")
    FREED = "freed", _("Personas fuera de la cabina")
    FOUND = "found", _("Motivo encontrado")
    RESTORED = "restored", _("De nuevo en servicio")


class Why(models.TextChoices):
    """Why a lift stands still."""

    BREAKDOWN = "breakdown", _("Avería")
    PLANNED = "planned", _("Obra prevista")
    DEFECT = "defect", _("Defecto")
    INSPECTION = "inspection", _("Inspección")
    AUTHORITY = "authority", _("Orden de Industria")
    MAINS = "mains", _("Corte de luz")


class Status(models.TextChoices):
    """What we may say of a lift now: never more than we know."""

    OUT_OF_ORDER = "out_of_order", _("Fuera de servicio")
    REPORTED = "reported", _("Avisado, sin confirmar")
    UNKNOWN = "unknown", _("Sin datos")
    NO_FAULT = "no_fault", _("Sin fallos comunicados")


class Punctuality(models.TextChoices):
    """What became of a due visit; the value is the letter the strip is drawn from."""

    ON_TIME = "t", _("a tiempo")
    LATE = "l", _("tarde")
    MISSED = "m", _("sin hacer")
    DUE = "d", _("por hacer")
    NO_RECORD = "n", _("sin datos")
