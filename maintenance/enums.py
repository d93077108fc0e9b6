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
    LEFT = "left", _("El técnico se retira")
    RESTORED = "restored", _("De nuevo en servicio")


class Leaving(models.TextChoices):
    """Why a technician goes before the lift runs."""

    PART = "part", _("Falta una pieza")
    CONTINUES = "continues", _("El trabajo sigue otro día")
    ACCESS = "access", _("No se pudo entrar")
    UNKNOWN = "unknown", _("Sin decir")


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
    EARLY = "e", _("antes de tiempo, no cuenta")
    DUE = "d", _("por hacer")
    NO_RECORD = "n", _("sin datos")


class Obstacle(models.TextChoices):
    """Why a breakdown cannot take a step, in the words of its page."""

    OVER = "over", _("Esta avería ya está resuelta.")
    NOBODY_HAS_IT = "nobody_has_it", _("Antes hay que dársela a un técnico.")
    SAME_TECHNICIAN = "same_technician", _("Ya la tiene.")
    ON_THE_WAY = "on_the_way", _("Ya consta que va en camino.")
    ARRIVED = "arrived", _("Ya consta que está en el edificio.")
    NOBODY_THERE = "nobody_there", _("No consta que haya nadie en el edificio.")
    NOBODY_INSIDE = "nobody_inside", _("En esta avería no consta nadie dentro.")
    FREED = "freed", _("Ya consta que salieron.")
    SOMEBODY_INSIDE = "somebody_inside", _("Hay alguien dentro: anote primero que salió.")
    BEFORE_THE_LAST = "before_the_last", _("Esa hora es anterior al paso de antes.")
    NOT_YET = "not_yet", _("Esa hora no ha llegado todavía.")
    PROMISED_PAST = "promised_past", _("Lo prometido tiene que ser más tarde que ahora.")


class Caution(models.TextChoices):
    """What the office is asked to look at twice before a visit is written."""

    TOO_SOON = (
        "too_soon",
        _(
            "Menos de 20 días entre dos revisiones: la ley pide al menos 20 (ITC AEM 1, art. 5.4). "
            "La segunda no contará como revisión periódica."
        ),
    )
    BULLETIN_LATE = "bulletin_late", _("Fue hace más de 10 días: el boletín llegaría tarde (ITC AEM 1, art. 5.5).")


class Refusal(models.TextChoices):
    """Why a row of an imported sheet is not taken. `{of}` is the sheet's own name of the column."""

    NO_KEY = "no_key", _("Falta el identificador ({of}).")
    REPEATED = "repeated", _("El identificador ya está en la línea {value}.")
    SAME_RAE = "same_rae", _("El RAE ya es de otro ascensor ({value}).")
    MISSING = "missing", _("Falta {of}.")
    UNREADABLE = "unreadable", _("{of}: no se entiende «{value}».")
    NO_LIFT = "no_lift", _("No consta ningún ascensor «{value}».")
    NO_END = "no_end", _("No dice cuándo terminó: el archivo se hizo con la avería abierta.")
    ENDS_BEFORE = "ends_before", _("Termina antes de empezar ({value}).")
    NOT_YET = "not_yet", _("{of}: «{value}» no ha llegado todavía.")
    LONG_AGO = "long_ago", _("{of}: «{value}» es anterior a 1950.")
    ODD_CELLS = "odd_cells", _("La fila tiene {value} celdas, otras que la cabecera: no se sabe cuál es cuál.")
    NOT_ADMITTED = "not_admitted", _("No cabe junto a lo que ya hay. {value}")

    @property
    def refuses(self) -> bool:
        return True


class Doubt(models.TextChoices):
    """What is left out of a row that is taken, or should be looked at."""

    YEAR = "year", _("{of}: el año «{value}» no puede ser; se deja en blanco.")
    SPEED = "speed", _("{of}: una velocidad de «{value}» m/s no puede ser; se deja en blanco.")
    LOAD = "load", _("{of}: una carga de «{value}» kg no puede ser; se deja en blanco.")
    STOPS = "stops", _("{of}: «{value}» paradas no puede ser; se deja en blanco.")
    AMOUNT = "amount", _("{of}: «{value}» no puede ser; se deja en blanco.")
    NOT_A_NUMBER = "not_a_number", _("{of}: «{value}» no es un número; se deja en blanco.")
    NO_DRIVE = "no_drive", _("No consta el accionamiento; se apunta «otro».")
    DRIVE = "drive", _("{of}: no conocemos el accionamiento «{value}»; se apunta «otro».")
    CHOICE = "choice", _("{of}: no conocemos «{value}»; se apunta que no consta.")
    DAY = "day", _("{of}: no se entiende la fecha «{value}»; se deja en blanco.")
    ENTERED = "entered", _("{of}: no consta desde cuándo está en la cartera; se apunta {value}.")
    CUT = "cut", _("{of}: el texto es demasiado largo y se recorta.")
    SHEET_ERROR = "sheet_error", _("{of}: la celda trae el error «{value}»; se deja en blanco.")
    OTHER_ADDRESS = "other_address", _("La misma finca tiene otra dirección en la línea {value}; vale aquella.")
    LONG = "long", _("Duró {value} días: compruébelo.")
    OVERLAPS = "overlaps", _("Coincide en parte con la línea {value}; el tiempo se cuenta una sola vez.")
    ALREADY = "already", _("Ya estaba.")
    DIFFERS = "differs", _("No se toca, aunque el archivo dice otra cosa en {of}: «{value}».")

    @property
    def refuses(self) -> bool:
        return False
