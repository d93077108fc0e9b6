"""The closed lists of speaking."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeliveryState(models.TextChoices):
    """The one vocabulary of a delivery's life (RELIABILITY §1). The last row are its ends."""

    QUEUED = "queued", _("en cola")
    CLAIMED = "claimed", _("preparando")
    HANDOFF = "handoff", _("entregando")
    RETRY_WAIT = "retry_wait", _("se intentará de nuevo")
    UNCERTAIN = "uncertain", _("no sabemos si llegó")
    ACCEPTED = "accepted", _("enviado")
    DELIVERED = "delivered", _("entregado")
    BOUNCED = "bounced", _("devuelto")
    FAILED = "failed", _("no se pudo enviar")
    EXPIRED = "expired", _("caducado")
    CANCELLED = "cancelled", _("anulado")


ENDS = frozenset(
    {
        DeliveryState.DELIVERED,
        DeliveryState.BOUNCED,
        DeliveryState.FAILED,
        DeliveryState.EXPIRED,
        DeliveryState.CANCELLED,
    }
)


# What somebody may still send; in every other state a mail has gone, or goes no more.
UNDERWAY = frozenset(
    {DeliveryState.QUEUED, DeliveryState.CLAIMED, DeliveryState.HANDOFF, DeliveryState.RETRY_WAIT},
)
WAITING = frozenset({DeliveryState.QUEUED, DeliveryState.RETRY_WAIT})  # in nobody's hands
LOST = frozenset({DeliveryState.BOUNCED, DeliveryState.FAILED, DeliveryState.EXPIRED})


class Class(models.TextChoices):
    """The four classes of TOUCHPOINTS: what can be switched off and what waits."""

    SAFETY = "safety", _("Seguridad")
    LEGAL = "legal", _("Legal")
    SERVICE = "service", _("Servicio")
    PROMOTION = "promotion", _("Promoción")


class Topic(models.TextChoices):
    """What a person switches off, gathers or hears at once, all of it together."""

    BREAKDOWNS = "breakdowns", _("Averías y paradas")
    VISITS = "visits", _("Revisiones y boletines")
    WORKS = "works", _("Trabajos previstos")
    PAPERS = "papers", _("Papeles")
    INVOICES = "invoices", _("Facturas y cargos")
    QUOTES = "quotes", _("Presupuestos y contrato")
    ENQUIRIES = "enquiries", _("Sus preguntas y reclamaciones")
    LETTERS = "letters", _("Resúmenes")
    RELATION = "relation", _("Altas, bajas y bienvenidas")
    SURVEYS = "surveys", _("Nuestras preguntas a usted")
    OWN = "own", _("El trabajo de la casa")


class Rhythm(models.TextChoices):
    """How often a person hears of a topic."""

    EACH = "each", _("Cada cosa, cuando pasa")
    DIGEST = "digest", _("Junto, en un resumen")
    OFF = "off", _("Nada")


class Style(models.TextChoices):
    """The three choices a person begins with, and his own."""

    MATTERS = "matters", _("Lo que importa")
    EVERYTHING = "everything", _("Todo")
    LAW = "law", _("Solo lo que pide la ley")
    OWN = "own", _("A mi medida")


class Summary(models.TextChoices):
    """How often a person's summary comes."""

    DAILY = "daily", _("Cada mañana laborable, si hay algo")
    WEEKLY = "weekly", _("Cada semana, si hay algo")
    MONTHLY = "monthly", _("Cada mes")


class Channel(models.TextChoices):
    EMAIL = "email", _("Correo")
    PAPER = "paper", _("Carta")
    PUSH = "push", _("Aviso en el teléfono")
    SMS = "sms", _("SMS")


class Why(models.TextChoices):
    """Why a message was or was not sent, or did not arrive."""

    NOW = "now", _("Es noticia: se manda al momento.")
    QUIET_HOURS = "quiet_hours", _("Puede esperar: se manda cuando acaban sus horas de silencio.")
    IN_DIGEST = "in_digest", _("Va en su próximo resumen.")
    OVER_CAP = "over_cap", _("Ya recibió bastante esta semana: va en su próximo resumen.")
    SWITCHED_OFF = "switched_off", _("Pidió no recibirlo: lo puede leer en el portal.")
    PAUSED = "paused", _("Pidió una pausa: lo puede leer en el portal.")
    WRONG_PERSON = "wrong_person", _("Dijo que no es la persona que buscamos.")
    NO_CONSENT = "no_consent", _("No nos ha dicho que quiera ofertas.")
    REPLACED = "replaced", _("Lo que vino después lo cuenta mejor.")
    HISTORY = "history", _("Es historia pasada: se enseña, no se anuncia.")
    OWNER_NOT_SPOKEN_TO = "owner_not_spoken_to", _("A este titular todavía no le escribimos.")
    OFF_BY_COMPANY = "off_by_company", _("La empresa no manda este mensaje: lo que cuenta se lee en el portal.")
    STALE = "stale", _("Llegó tarde para ser noticia: se enseña, no se anuncia.")
    TOLD_BEFORE = "told_before", _("Ya se contó: lo que añade se ve en el portal, y no se manda otra vez.")
    NOT_ACTIVE = "not_active", _("La cuenta de esta persona está cerrada.")
    NO_ADDRESS = "no_address", _("No tenemos su correo.")
    EXPIRED = "expired", _("No se pudo mandar a tiempo y ya no sería noticia.")
    WORKER_DIED = "worker_died", _("Se cortó mientras salía: no sabemos si llegó, y no se manda otra vez a ciegas.")
    NO_PHONE = "no_phone", _("Ningún teléfono suyo recibe avisos.")
    OVER = "over", _("Ya no hacía falta.")
    BUNDLED = "bundled", _("Va con otros, en un solo aviso.")
    NOT_SHOWN = "not_shown", _("El teléfono no dijo que lo enseñó.")
    SUPPRESSED = "suppressed", _("A esa dirección ya no escribimos: devolvió un correo, o su dueño lo pidió.")
    RESTORED = "restored", _("Esperaba en la copia de seguridad: no sabemos si salió después de hacerla.")
    ON_PAPER = "on_paper", _("Se le dice en papel.")
    BY_PHONE = "by_phone", _("Se le dice en el teléfono, como pidió.")
    CHOSE_PAPER = "chose_paper", _("Pidió recibirlo en papel.")
    UNOPENED = "unopened", _("Se le recordó y nadie lo ha abierto.")
    UNREACHED = "unreached", _("El correo no llegó.")
    ASKED_FOR = "asked_for", _("Alguien de la oficina dijo que se le diga en papel.")
    READ = "read", _("Ya se ha abierto.")
    POSTED = "posted", _("Ya salió con el correo postal.")
    KNOWS = "knows", _("Ya lo sabe: se le dijo de palabra.")
    LEFT = "left", _("Ya no representa a ese titular.")

    @classmethod
    def told(cls, reason: str) -> str:
        """A stored reason in words; what a server said stands as it said it."""
        return str(cls(reason).label) if reason in cls.values else reason


class Verdict(models.TextChoices):
    """What became of a delivery that did not go straight: what it was answered, or what somebody decided."""

    REFUSED = "refused", _("no lo aceptaron")
    DOUBTED = "doubted", _("se cortó")
    FOUND = "found", _("se comprobó que había llegado")
    ABSENT = "absent", _("se comprobó que no había llegado")
    RESENT = "resent", _("es urgente: salió otra vez sin esperar a saberlo")
    ARRIVED = "arrived", _("alguien dijo que llegó")
    AGAIN = "again", _("alguien lo mandó otra vez")
    PAPER = "paper", _("alguien lo dijo en papel")
    SEEN = "seen", _("alguien lo dio por visto")


class Handing(models.TextChoices):
    """How a letter came into its reader's hands, or on its way there."""

    POST = "post", _("por correo postal")
    REGISTERED = "registered", _("por correo certificado")
    BY_HAND = "by_hand", _("en mano")
    LETTERBOX = "letterbox", _("en su buzón")


class Paused(models.TextChoices):
    """Why nothing leaves."""

    RESTORED = "restored", _("La base de datos viene de una copia de seguridad.")
    ASKED = "asked", _("Alguien lo paró.")


class Bad(models.TextChoices):
    """Why an address is written to no more."""

    BOUNCED = "bounced", _("Devolvió un correo.")
    COMPLAINED = "complained", _("Su dueño dijo que era correo no deseado.")


class Door(models.TextChoices):
    """Where a telephone asked for its notices."""

    FIELD = "field", _("la ronda")
    PORTAL = "portal", _("el portal")


class Ending(models.TextChoices):
    """Why a telephone is told nothing any more."""

    LEFT = "left", _("Lo apagó su dueño.")
    REPLACED = "replaced", _("El teléfono dio otra dirección.")
    MOVED = "moved", _("En ese teléfono ha entrado otra persona.")
    TOO_MANY = "too_many", _("Hay otros más nuevos.")
    GONE = "gone", _("El servicio de avisos ya no lo conoce.")
    SILENT = "silent", _("Dejó de decir que los enseñaba.")


class Fate(models.TextChoices):
    """What became of a mail that came in."""

    ADDED = "added", _("dicho en su consulta")
    ASKED = "asked", _("consulta nueva")
    HELD = "held", _("espera a la oficina")
    AUTOMATIC = "automatic", _("lo escribió una máquina")
    RETURNED = "returned", _("dice qué fue de un correo nuestro")
    SEEN = "seen", _("visto por la oficina")


# Lines that go to our own desk: an answer to one of them is the house's.
AT_THE_DESK = frozenset({"enquiry_desk", "enquiry_late_desk"})


class Held(models.TextChoices):
    """Why a mail that came in waits for a person of the office."""

    STRANGER = "stranger", _("No la manda la persona a la que escribimos.")
    UNKNOWN = "unknown", _("No contesta a ningún mensaje nuestro.")
    NOT_OURS = "not_ours", _("Quien escribe no habla hoy por ningún titular de eso.")
    WRONG_PERSON = "wrong_person", _("En esa dirección dijeron que no es la persona que buscamos.")
    WHICH_OWNER = "which_owner", _("Habla por varios titulares, y no sabemos por cuál escribe.")
    AWAY = "away", _("Parece un aviso de ausencia.")
    TOO_MANY = "too_many", _("Hoy ya han llegado muchas de la misma persona.")
    EMPTY = "empty", _("No dice nada.")
    UNSIGNED = "unsigned", _("Es de la oficina, pero no llega a la dirección firmada de ese correo.")
    OVERTAKEN = "overtaken", _("Es de la oficina, y alguien ha hablado después de ese correo.")
    CLOSED = "closed", _("Es de la oficina, y quien preguntó ya la ha cerrado.")
    UNREADABLE = "unreadable", _("No hemos podido abrir el correo.")


class Direction(models.TextChoices):
    """Who called whom."""

    MADE = "made", _("Llamamos nosotros")
    RECEIVED = "received", _("Nos llamó")


class Outcome(models.TextChoices):
    """What came of a call."""

    SPOKE = "spoke", _("Hablamos")
    WORD = "word", _("Se dejó recado")
    NOBODY = "nobody", _("No contestó")
    LATER = "later", _("Pide que sea otro día")
    NOT_THEM = "not_them", _("No era esa persona")
    STOP = "stop", _("Pide que no le llamemos")
    WELCOME = "welcome", _("Quiere que le llamemos otra vez")


REACHED = frozenset({Outcome.SPOKE, Outcome.WORD, Outcome.LATER, Outcome.STOP, Outcome.WELCOME})  # it took his time
LASTING = (Outcome.NOT_THEM, Outcome.STOP, Outcome.WELCOME)  # of these the last one holds until another


class Against(models.TextChoices):
    """What speaks against calling somebody."""

    WRONG_PERSON = "wrong_person", _("Dijeron que no es la persona que buscamos.")
    NOT_ACTIVE = "not_active", _("Su cuenta está cerrada.")
    NO_CALLS = "no_calls", _("Pidió que no le llamemos.")
    LAW_ONLY = "law_only", _("Pidió saber solo lo que pide la ley.")
    PAUSED = "paused", _("Pidió una pausa.")
    QUIET_HOURS = "quiet_hours", _("Está en sus horas de silencio.")
    CAP = "cap", _("Esta semana ya le hemos contado bastante.")
