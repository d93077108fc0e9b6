"""The technician's door: the shell of the phone's app, its service worker and its manifest. All else is the phone's."""
