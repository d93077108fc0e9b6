"""The closed lists of the trade, worded for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from maintenance.enums.hindrances import DutyHindrance as DutyHindrance
from maintenance.enums.hindrances import Hindrance as Hindrance
from maintenance.enums.hindrances import JoinHindrance as JoinHindrance
from maintenance.enums.hindrances import Obstacle as Obstacle
from maintenance.enums.hindrances import RouteHindrance as RouteHindrance
from maintenance.enums.hindrances import WorkHindrance as WorkHindrance
from maintenance.enums.lapses import Lapsed as Lapsed
from maintenance.enums.rows import Doubt as Doubt
from maintenance.enums.rows import Refusal as Refusal


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
    JOINED = "joined", _("Unida a otra")


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
    PROGRAM = "program", _("desde un programa de la oficina")
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
    PROMISED = "promised", _("Nueva hora prometida")
    LEFT = "left", _("El técnico se retira")
    RESTORED = "restored", _("De nuevo en servicio")


class Leaving(models.TextChoices):
    """Why a technician goes before the lift runs."""

    PART = "part", _("Falta una pieza")
    HELP = "help", _("Hace falta otra persona")
    ACCESS = "access", _("No se pudo entrar")
    CONTINUES = "continues", _("El trabajo sigue otro día")
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


class WorkKind(models.TextChoices):
    """What a work order is for, beside the maintenance the law asks for."""

    REPAIR = "repair", _("Reparación")
    UPGRADE = "upgrade", _("Mejora")
    OTHER = "other", _("Otro trabajo")


class WorkState(models.TextChoices):
    PLANNED = "planned", _("Previsto")
    BEGUN = "begun", _("En marcha")
    DONE = "done", _("Hecho")
    CANCELLED = "cancelled", _("Anulado")


class Severity(models.TextChoices):
    """How pressing a finding is."""

    MINOR = "minor", _("Sin prisa")
    SOON = "soon", _("Pronto")
    SERIOUS = "serious", _("Grave")


class Place(models.TextChoices):
    """Where a code was scanned: said, never proved."""

    LANDING = "landing", _("en el rellano")
    CABINET = "cabinet", _("en el cuadro de maniobra")


class Unscanned(models.TextChoices):
    """Why no code was scanned."""

    NO_CODE = "no_code", _("No hay código")
    NO_CAMERA = "no_camera", _("El teléfono no lo lee")
    OTHER = "other", _("Otro motivo")


class Outcome(models.TextChoices):
    """What came of a command; both are kept for good."""

    DONE = "done", _("Hecho")
    REFUSED = "refused", _("No admitido")


class Objection(models.TextChoices):
    """Why a phone's command is not done, in words for its technician; the phone keeps it to be mended."""

    NOT_YOURS = "not_yours", _("Ese ascensor no está entre los suyos.")
    NO_BREAKDOWN = "no_breakdown", _("Esa avería no está entre las suyas.")
    OTHER_LIFT = "other_lift", _("Esa revisión es de otro ascensor.")
    ENDS_BEFORE = "ends_before", _("La salida va antes que la llegada.")
    NOT_YET = "not_yet", _("Esa hora no ha llegado todavía.")
    NO_PLAN = "no_plan", _("No conocemos ese plan de mantenimiento.")
    NOT_IN_PLAN = "not_in_plan", _("El plan no tiene el punto {value}.")
    NO_SIGNATURE = "no_signature", _("Falta su firma.")
    ALREADY = "already", _("Esta revisión ya está anotada. Si algo ha de cambiar, corríjala.")
    NOT_COMPLETED = "not_completed", _("Solo se corrige una revisión que ya está anotada.")
    JOINED = "joined", _("La oficina unió esta revisión con otra anotación: dígale a ella qué cambiar.")
    OTHER_FINDING = "other_finding", _("Uno de los hallazgos ya consta en otra revisión.")
    TAKEN = "taken", _("Ya la ha cogido {value}.")


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


class RungAs(models.TextChoices):
    """Why somebody's telephone rings for people shut in."""

    GIVEN = "given", _("la tiene asignada")
    DUTY = "duty", _("está de guardia")
    HEAD = "head", _("dirige la oficina")
