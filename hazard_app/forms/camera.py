"""What a phone says of a photo besides its bytes: its original, when and where it was taken."""

from hazard_app.acts.keep_photo import Camera
from hazard_app.forms.fields import MomentField
from hazard_app.forms.file_fields import Sha256Field
from hazard_app.forms.told import PlaceForm


class CameraForm(PlaceForm):
    original_sha256 = Sha256Field()
    taken_at = MomentField()

    @property
    def camera(self) -> Camera:
        return Camera(self.original_sha256.data, self.taken_at.data, self.place)
