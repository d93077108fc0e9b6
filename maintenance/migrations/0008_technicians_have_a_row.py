from django.db import migrations


def write_down(apps, _editor):
    """Whoever was given the post before it made a technician of him can be given work, too."""
    Post = apps.get_model("access", "Post")
    Technician = apps.get_model("maintenance", "Technician")
    for post in Post.objects.filter(role="technician").order_by("from_on", "pk"):
        Technician.objects.get_or_create(person_id=post.person_id, defaults={"since_on": post.from_on})


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_begin"),
        ("maintenance", "0007_a_technician_leaves"),
    ]

    operations = [
        migrations.RunPython(write_down, migrations.RunPython.noop),
    ]
