"""The lists of Strava and Garmin Connect, in the languages that accounts have, and the traps that are in them."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from run_reading import Reader
from run_samples import GARMIN, GARMIN_ROW, STRAVA, STRAVA_ROW, sheet

from surefoot.engine.runs.activity import Activity
from surefoot.engine.runs.settings import Settings

START = datetime(2026, 11, 1, 7, 30, tzinfo=timezone.utc)

# One run, five kilometres in half an hour at half past eight in Berlin, as each list writes it.
STRAVA_IN = {
    "en": [STRAVA, STRAVA_ROW],
    "de": [
        "Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Verstrichene Zeit,Distanz,Max. Herzfrequenz,"
        "Verstrichene Zeit,Bewegungszeit,Distanz,Höhenzunahme",
        '1,"01.11.2026, 07:30:00",Sample,Lauf,1800,"5,00",150,1800,1795,"5000,0","12,5"',
    ],
    "fr": [
        "ID de l'activité,Date de l'activité,Nom de l'activité,Type d'activité,Temps écoulé,Distance,Nom du fichier,"
        "Temps écoulé,Durée de déplacement,Distance,Dénivelé positif",
        "1,1 nov. 2026 à 07:30:00,Sample,Course à pied,1800,\"5,00\",a.gpx,1800,1795,\"5\u202f000,0\",\"12,5\"",
    ],
    "es": [
        "ID de actividad,Fecha de la actividad,Nombre de la actividad,Tipo de actividad,Tiempo transcurrido,Distancia,"
        "Tiempo transcurrido,Tiempo en movimiento,Distancia,Desnivel positivo",
        '1,"1 nov 2026, 7:30:00",Sample,Carrera,1800,"5,00",1800,1795,"5000,0","12,5"',
    ],
    "it": [
        "ID attività,Data dell'attività,Nome dell'attività,Tipo di attività,Tempo trascorso,Distanza,Tempo trascorso,"
        "Tempo in movimento,Distanza,Dislivello",
        '1,"1 nov 2026, 07:30:00",Sample,Corsa,1800,"5,00",1800,1795,"5000,0","12,5"',
    ],
    "pt": [
        "ID da atividade,Data da atividade,Nome da atividade,Tipo de atividade,Tempo decorrido,Distância,"
        "Tempo decorrido,Tempo de movimentação,Distância,Ganho de elevação",
        '1,"1 de nov. de 2026, 07:30:00",Sample,Corrida,1800,"5,00",1800,1795,"5000,0","12,5"',
    ],
    "nl": [
        "Activiteits-ID,Datum van activiteit,Naam activiteit,Activiteitstype,Verstreken tijd,Afstand,Verstreken tijd,"
        "Beweegtijd,Afstand,Totale stijging",
        '1,1 nov 2026 07:30:00,Sample,Hardloopsessie,1800,"5,00",1800,1795,"5000,0","12,5"',
    ],
}
GARMIN_IN = {
    "en": [GARMIN, GARMIN_ROW],
    "de": [
        "Aktivitätstyp,Datum,Favorit,Titel,Distanz,Kalorien,Zeit,Ø Herzfrequenz,Anstieg gesamt,Zeit in Bewegung,"
        "Verstrichene Zeit",
        'Laufen,2026-11-01 08:30:00,false,"Sample","5,00","412","00:30:00","148","12","00:29:55","00:30:00"',
    ],
    "fr": [
        "Type d'activité,Date,Favori,Titre,Distance,Calories,Durée,Fréquence cardiaque moyenne,Ascension totale,"
        "Temps de déplacement,Temps écoulé",
        'Course à pied,2026-11-01 08:30:00,false,"Sample","5.00","412","00:30:00","148","12","00:29:55","00:30:00"',
    ],
    "es": [
        "Tipo de actividad,Fecha,Favorito,Título,Distancia,Calorías,Tiempo,Frecuencia cardiaca media,Ascenso total",
        'Carrera,2026-11-01 08:30:00,false,"Sample","5,00","412","00:30:00","148","12"',
    ],
    "it": [
        "Tipo di attività,Data,Preferita,Titolo,Distanza,Calorie,Tempo,FC Media,Ascesa totale",
        'Corsa,2026-11-01 08:30:00,false,"Sample","5,00","412","00:30:00","148","12"',
    ],
    "pt": [
        "Tipo de atividade,Data,Favorito,Título,Distância,Calorias,Tempo total,FC Média,Subida total",
        'Corrida,2026-11-01 08:30:00,false,"Sample","5.00","412","00:30:00","148","12"',
    ],
    "nl": [
        "Activiteittype,Datum,Favoriet,Titel,Afstand,Calorieën,Tijd,Gem. HS,Totale stijging",
        'Hardlopen,2026-11-01 08:30:00,false,"Sample","5,00","412","00:30:00","148","12"',
    ],
}
LISTS = [("strava", *one) for one in STRAVA_IN.items()] + [("garmin", *one) for one in GARMIN_IN.items()]


def only(reader: Reader, *lines: str, **how: object) -> Activity:
    read = reader(sheet(*lines), "list.csv", **how)
    assert [finding.say for finding in read.findings] == []
    (activity,) = read.activities
    return activity


@pytest.mark.parametrize(("form", "language", "lines"), LISTS, ids=[f"{form}-{name}" for form, name, _ in LISTS])
def test_a_list_of_each_language(reader: Reader, form: str, language: str, lines: list[str]) -> None:
    one = only(reader, *lines)
    assert (one.form, one.start, one.seconds, one.metres) == (form, START, 1800, 5000)
    assert (one.kind, one.name, one.line) == ("run", "Sample", 2)
    assert one.ascent_m == pytest.approx(12, abs=0.5)
    assert one.start.utcoffset() is not None
    assert f"{one.start:%H:%M}" == "08:30"


def test_every_language_has_both_lists(settings: Settings) -> None:
    assert set(settings.languages) == set(STRAVA_IN) == set(GARMIN_IN) >= {"en", "de", "fr", "es", "it", "pt", "nl"}
    assert all(form.headers.keys() == settings.languages.keys() for form in settings.lists)


def test_a_distance_that_stands_twice_is_in_metres_the_second_time(reader: Reader) -> None:
    assert only(reader, STRAVA, STRAVA_ROW.replace(",5000.0,", ",5012.3,")).metres == 5012.3


def test_unless_it_is_in_kilometres_both_times(reader: Reader) -> None:
    german = STRAVA_IN["de"]
    assert only(reader, german[0], german[1].replace('"5000,0"', '"5,01"')).metres == pytest.approx(5010)


def test_of_miles_and_metres_the_metres_are_taken(reader: Reader) -> None:
    assert only(reader, STRAVA, STRAVA_ROW.replace(",5.00,", ",3.11,")).metres == 5000


def test_a_list_may_lack_columns_and_have_others(reader: Reader) -> None:
    one = only(reader, "Activity Type,Newly Made,Activity Date,Elapsed Time", "Run,x,2026-11-01 07:30:00,1800")
    assert (one.start, one.seconds, one.moving_seconds, one.metres, one.name) == (START, 1800, None, None, None)


@pytest.mark.parametrize("written", ["2,810", "2.810", "2810"])
@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_a_track_run_has_metres_in_the_column_of_kilometres(reader: Reader, written: str, language: str) -> None:
    lines = GARMIN_IN[language]
    row = lines[1].replace('"5.00"', f'"{written}"').replace('"5,00"', f'"{written}"')
    sport = {"en": "Track Running", "de": "Bahnlauf", "es": "Carrera en pista"}[language]
    one = only(reader, lines[0], sport + row[row.index(",") :])
    assert (one.metres, one.kind) == (2810, "track")


@pytest.mark.parametrize(("written", "metres"), [("10", 10000), ("42.195", 42195), ("800", 800), ("0.40", 400)])
def test_a_number_means_what_somebody_can_run_in_the_time(reader: Reader, written: str, metres: float) -> None:
    hours = {"10": "00:50:00", "42.195": "03:30:00", "800": "00:03:00", "0.40": "00:02:00"}[written]
    row = GARMIN_ROW.replace('"5.00"', f'"{written}"').replace("00:30:00", hours).replace("00:29:55", hours)
    assert only(reader, GARMIN, row).metres == pytest.approx(metres)


def test_what_nobody_runs_is_left_out_and_said(reader: Reader) -> None:
    read = reader(sheet(GARMIN, GARMIN_ROW.replace('"5.00"', '"50.00"')), "list.csv")
    assert (read.activities[0].metres, read.activities[0].seconds) == (None, 1800)
    assert [finding.say for finding in read.findings] == ["50.00 km in 30 min can't be: counted by its time."]


@pytest.mark.parametrize("missing", ["--", "", "0.00"])
def test_a_run_without_a_distance_has_none(reader: Reader, missing: str) -> None:
    assert only(reader, GARMIN, GARMIN_ROW.replace('"5.00"', f'"{missing}"')).metres is None


def test_a_german_list_may_have_english_numbers(reader: Reader) -> None:
    head, row = GARMIN_IN["de"]
    assert only(reader, head, row.replace('"5,00"', '"42.02"').replace("00:30:00", "03:51:46")).metres == 42020


def test_thousands_of_metres_climbed(reader: Reader) -> None:
    assert only(reader, GARMIN, GARMIN_ROW.replace('"12"', '"2,336"')).ascent_m == 2336


def test_miles_where_they_are_asked_for(reader: Reader) -> None:
    assert only(reader, GARMIN, GARMIN_ROW, unit="mi").metres == pytest.approx(8046.72)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_list_that_went_through_a_spreadsheet(reader: Reader, encoding: str, delimiter: str) -> None:
    head = "Aktivitätstyp,Datum,Titel,Distanz,Zeit".replace(",", delimiter)
    row = delimiter.join(["Laufen", "01.11.2026 08:30", "Früh", "5,00" if delimiter != "," else '"5,00"', "0:30:00"])
    read = reader(f"{head}\r\n\r\n{row}\r\n".encode(encoding), "list.csv")
    assert [(one.start, one.metres, one.name, one.line) for one in read.activities] == [(START, 5000, "Früh", 3)]


def test_a_name_may_hold_commas_quotes_and_lines(reader: Reader) -> None:
    row = STRAVA_ROW.replace(",Sample,", ',"Five, ""easy""\nand home",')
    read = reader(sheet(STRAVA, row, STRAVA_ROW), "activities.csv")
    assert [(one.name, one.line) for one in read.activities] == [('Five, "easy"\nand home', 2), ("Sample", 4)]


def test_universal_time_is_the_day_before_in_the_evening_of_the_west(settings: Settings) -> None:
    from zoneinfo import ZoneInfo

    from surefoot.engine.runs.read import How, read_source
    from surefoot.engine.runs.sources import Source

    row = STRAVA_ROW.replace("7:30:00 AM", "2:30:00 AM")
    source = Source("activities.csv", lambda: sheet(STRAVA, row), alone=True)
    (one,) = read_source(source, How(settings, ZoneInfo("America/Los_Angeles"))).activities
    assert one.start.isoformat() == "2026-10-31T19:30:00-07:00"


def test_local_time_follows_summer_time(reader: Reader) -> None:
    summer = only(reader, GARMIN, GARMIN_ROW.replace("2026-11-01", "2026-07-01"))
    assert (summer.start.isoformat(), summer.local) == ("2026-07-01T08:30:00+02:00", True)


def test_dates_that_can_be_two_days_are_asked_about(reader: Reader) -> None:
    rows = [GARMIN_ROW.replace("2026-11-01 08:30:00", day) for day in ("2/3/2026 8:30", "4/5/2026 8:30")]
    read = reader(sheet(GARMIN, *rows), "list.csv")
    assert [(finding.say, finding.line, finding.expected) for finding in read.findings] == [
        ("'2/3/2026' can be two days.", 2, "--dates day-first or --dates month-first"),
        ("'4/5/2026' can be two days.", 3, "--dates day-first or --dates month-first"),
    ]
    read = reader(sheet(GARMIN, *rows), "list.csv", first=True)
    assert [one.start.month for one in read.activities] == [3, 5]
    read = reader(sheet(GARMIN, *rows, GARMIN_ROW.replace("2026-11-01 08:30:00", "1/13/2026 8:30")), "list.csv")
    assert [one.start.month for one in read.activities] == [2, 4, 1]


@pytest.mark.parametrize(
    ("word", "kind"),
    [("Run", "run"), ("Trail Run", "trail"), ("Treadmill Running", "treadmill"), ("Laufbandtraining", "treadmill"),
     ("Virtual Run", "other"), ("Ride", "none"), ("Walk", "none"), ("Hike", "none"), ("Workout", ""), ("", ""),
     ("COURSE À PIED", "run"), ("Carrera en cinta", "treadmill"), ("Corrida em esteira", "treadmill"),
     ("Wheelchair", "none"), ("Elliptical", "none")],
)  # fmt: skip
def test_what_is_a_run(settings: Settings, word: str, kind: str) -> None:
    assert settings.kind(word) == kind


def test_a_row_that_cant_be_read_is_named_and_the_rest_goes_on(reader: Reader) -> None:
    bad = [
        STRAVA_ROW.replace('"Nov 1, 2026, 7:30:00 AM"', "yesterday"),
        STRAVA_ROW.replace(",1800,", ",,").replace(",1795,", ",,"),
        STRAVA_ROW.replace(",5000.0,", ",5 thousand,"),
        "1",
    ]
    read = reader(sheet(STRAVA, *bad, STRAVA_ROW), "activities.csv")
    assert [(finding.line, finding.say) for finding in read.findings] == [
        (2, "'yesterday' has no time of day."),
        (3, "It has no duration."),
        (4, "'5 thousand' is not a number."),
        (5, "'' has no time of day."),
    ]
    assert len(read.activities) == 1
