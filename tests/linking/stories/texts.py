"""Reports written for these tests: three happenings, told several times over."""

from allegedly.linking.stories import Profile, profile_of

REPORTS: dict[str, tuple[str, str, str]] = {
    "mill-1": (
        "Two hurt in fire at Harrowgate paper mill",
        (
            "HARROWGATE - A fire at the Tolliver paper mill in Harrowgate hurt two workers on Monday night, the "
            "fire brigade said. Chief Oona Brandvold said that it began in a drying hall on Cutler Street. One of "
            "the two, Piet Malkov, 41, was in hospital with burns."
        ),
        "2021-03-02",
    ),
    "mill-2": (
        "Paper mill blaze: worker in hospital",
        (
            "Piet Malkov, a 41-year-old worker at the Tolliver mill, remains in hospital after Monday's blaze on "
            "Cutler Street in Harrowgate. Fire chief Oona Brandvold said that a bearing had overheated in the "
            "drying hall."
        ),
        "2021-03-03",
    ),
    "mill-3": (
        "Tolliver fined over mill fire",
        (
            "The owner of the Tolliver paper mill was fined on Thursday for the fire of last March in which Piet "
            "Malkov was burnt. The court in Harrowgate heard that a drying hall on Cutler Street had no alarm, "
            "although the brigade under Oona Brandvold had asked for one."
        ),
        "2021-11-18",
    ),
    "ferry-1": (
        "Ferry runs aground off Skarsund",
        (
            "The ferry Dunmore ran aground off Skarsund on Tuesday with 140 passengers aboard, the coastguard "
            "said. Captain Ilse Vantongeren reported fog. Nobody was hurt, and all were taken off by boats from "
            "Little Aldery."
        ),
        "2021-03-03",
    ),
    "ferry-2": (
        "All 140 passengers safe after Dunmore grounding",
        (
            "Boats from Little Aldery took 140 passengers off the Dunmore after she struck rocks near Skarsund in "
            "thick fog on Tuesday. The captain, Ilse Vantongeren, was questioned by the coastguard."
        ),
        "2021-03-04",
    ),
    "budget": (
        "Council puts off vote on budget",
        (
            "The council of Westering put off its vote on the budget on Wednesday. Mayor Callum Ostrander said "
            "that the figures for schools and roads would be ready in April."
        ),
        "2021-03-03",
    ),
}
TOGETHER = ({"mill-1", "mill-2", "mill-3"}, {"ferry-1", "ferry-2"}, {"budget"})


def profiles() -> dict[str, Profile]:
    """Return the profiles of the reports."""
    return {name: profile_of(*report) for name, report in REPORTS.items()}
