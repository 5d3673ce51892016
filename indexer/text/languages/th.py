"""Thai."""

from indexer.text.languages.profile import LanguageProfile, WordForms, words

PROFILE = LanguageProfile(
    code="th",
    name="Thai",
    stop_words=words("""
        ที่ และ ใน ของ เป็น มี ได้ ว่า ไม่ ให้ จะ การ กับ จาก นี้ นั้น ก็ แต่ หรือ โดย เพื่อ เมื่อ ซึ่ง อยู่ ไป มา
        แล้ว ยัง คือ ต่อ ตาม ถึง กว่า มาก ทุก บาง หลาย เพราะ ถ้า หาก อะไร ใคร ที่ไหน ไหน เมื่อไร เมื่อไหร่ ทําไม
        อย่างไร ยังไง เท่าไร เท่าไหร่ กี่ ฉัน ผม คุณ เขา เธอ เรา พวก มัน ท่าน ความ อีก ด้วย จึง ทั้ง ระหว่าง ก่อน หลัง
        เคย ต้อง ควร อาจ กําลัง ถูก นะ ครับ ค่ะ เช่น แห่ง ใด ผู้ สามารถ
    """),
    forms=WordForms(thousands=",", decimal="."),
)  # fmt: skip
