"""Paths of people's pages."""

from django.urls import path

from portal.views.people import account, agencies, invitation, looks, mandates, office, person, posts, sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-in/code/", sign_in.code, name="sign-in-code"),
    path("sign-in/password/", sign_in.password, name="sign-in-password"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("demo/sign-in/<slug:key>/", sign_in.as_cast, name="demo-sign-in"),
    path("invitation/", invitation.by_code, name="invitation-by-code"),
    path("invitation/<str:secret>/", invitation.invitation, name="invitation"),
    path("welcome/", invitation.welcome, name="welcome"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="account-password"),
    path("account/sessions/", account.sessions, name="account-sessions"),
    path("account/sessions/end/", account.end_sessions, name="account-sessions-end"),
    path("account/sessions/<uuid:session>/end/", account.end_session, name="account-session-end"),
    path("language/", looks.language, name="language"),
    path("theme/", looks.theme, name="theme"),
    path("office/people/", office.people, name="people"),
    path("office/people/new/", office.new, name="person-new"),
    path("office/people/<uuid:person>/", person.person, name="person"),
    path("office/people/<uuid:person>/details/", person.details, name="person-details"),
    path("office/people/<uuid:person>/invitation/", person.invite, name="person-invitation"),
    path("office/people/<uuid:person>/letter/", person.letter, name="person-letter"),
    path("office/people/<uuid:person>/sign-ins/end/", person.end_sign_ins, name="person-sign-ins-end"),
    path("office/people/<uuid:person>/closure/", person.close, name="person-closure"),
    path("office/people/<uuid:person>/reopening/", person.reopen, name="person-reopening"),
    path("office/people/<uuid:person>/posts/", posts.give, name="person-post"),
    path("office/people/<uuid:person>/mandates/", mandates.give_person, name="person-mandate"),
    path("office/people/<uuid:person>/memberships/", agencies.join, name="person-membership"),
    path("office/posts/<uuid:post>/end/", posts.end, name="post-end"),
    path("office/mandates/<uuid:mandate>/end/", mandates.end, name="mandate-end"),
    path("office/mandates/<uuid:mandate>/evidence/", mandates.evidence, name="mandate-evidence"),
    path("office/memberships/<uuid:membership>/end/", agencies.leave, name="membership-end"),
    path("office/agencies/", agencies.agencies, name="agencies"),
    path("office/agencies/new/", agencies.new, name="agency-new"),
    path("office/agencies/<uuid:agency>/", agencies.agency, name="agency"),
    path("office/agencies/<uuid:agency>/members/", agencies.add_member, name="agency-member"),
    path("office/agencies/<uuid:agency>/mandates/", mandates.give_agency, name="agency-mandate"),
]
