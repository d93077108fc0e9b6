from django.urls import reverse


def test_a_part_that_renews_itself_leads_its_page_to_the_sign_in(client, lift, carded):
    page = reverse("owners:lift", args=[lift.pk])
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}

    answer = client.get(page, headers=headers)

    assert answer.headers["HX-Redirect"] == f"/sign-in/?next={page}"
    assert answer.content == b""


def test_a_page_leads_there_itself(client, lift, carded):
    page = reverse("owners:lift", args=[lift.pk])

    assert client.get(page).headers["Location"] == f"/sign-in/?next={page}"
