"""Lao."""

from indexer.text.languages.profile import LanguageProfile, WordForms, words

PROFILE = LanguageProfile(
    code="lo",
    name="Lao",
    stop_words=words("""
        ແລະ ຂອງ ໃນ ທີ່ ເປັນ ມີ ໄດ້ ບໍ່ ວ່າ ໃຫ້ ຈະ ກັບ ຈາກ ນີ້ ນັ້ນ ກໍ ແຕ່ ຫຼື ໂດຍ ເພື່ອ ເມື່ອ ຊຶ່ງ ຢູ່ ໄປ ມາ ແລ້ວ ຍັງ
        ຄື ຕໍ່ ຕາມ ເຖິງ ກວ່າ ຫຼາຍ ທຸກ ບາງ ເພາະ ຖ້າ ຫາກ ຫຍັງ ໃຜ ໃສ ເມື່ອໃດ ເປັນຫຍັງ ແນວໃດ ເທົ່າໃດ ຈັກ ຂ້ອຍ ເຈົ້າ ລາວ
        ເຮົາ ພວກ ມັນ ທ່ານ ການ ຄວາມ ອີກ ດ້ວຍ ຈຶ່ງ ທັງ ລະຫວ່າງ ກ່ອນ ຫຼັງ ເຄີຍ ຕ້ອງ ຄວນ ອາດ ກໍາລັງ ຖືກ ເຊັ່ນ ແຫ່ງ ໃດ ຜູ້
    """),
    forms=WordForms(thousands=".", decimal=","),
)  # fmt: skip
