"""One page that hands out the only file there is, behind the whole row of middleware."""

from django.urls import path

from portal.files import serving
from portal.files.models import File


def hand_out(request):
    return serving.serve(request, File.objects.get(), name=request.GET["name"], download="download" in request.GET)


urlpatterns = [path("file/", hand_out, name="a-file")]
