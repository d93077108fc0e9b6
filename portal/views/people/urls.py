"""Paths of people's pages."""

from django.urls import path

from portal.views.people import account, invitation, office, sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-in/code/", sign_in.code, name="sign-in-code"),
    path("sign-in/password/", sign_in.password, name="sign-in-password"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("demo/sign-in/<slug:key>/", sign_in.as_cast, name="demo-sign-in"),
    path("invitation/", invitation.by_code, name="invitation-by-code"),
    path("invitation/<str:secret>/", invitation.invitation, name="invitation"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="account-password"),
    path("account/sessions/", account.sessions, name="account-sessions"),
    path("account/sessions/end/", account.end_sessions, name="account-sessions-end"),
    path("language/", account.language, name="set_language"),
    path("office/people/", office.people, name="people"),
    path("office/people/<uuid:person>/invitation/", office.invite, name="people-invite"),
    path("office/people/<uuid:person>/letter/", office.letter, name="people-letter"),
]
